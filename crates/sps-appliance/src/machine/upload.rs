//! The body of an upload.

use crate::call::Call;
use crate::error::ApiError;
use crate::setup::{MultipartAsJson, Switches};

/// The uploaded bytes.
///
/// A multipart body under `Content-Type: application/json` is what SafeguardJava sends for files
/// (`sps-api.md` §15.1).
///
/// # Errors
/// 400 for another content type or nothing at all.
pub(super) fn bytes<'c>(call: &'c Call<'_>, switches: &Switches) -> Result<&'c [u8], ApiError> {
    let declared = call
        .header("content-type")
        .unwrap_or("application/octet-stream");
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    let is_json = media_type.eq_ignore_ascii_case("application/json");
    if is_json && switches.upload_multipart_as_json == MultipartAsJson::Refused {
        return Err(ApiError::syntactic(
            "The file must be sent as it is, as application/octet-stream.",
        ));
    }
    let is_form = ["multipart/form-data", "application/x-www-form-urlencoded"]
        .iter()
        .any(|form| media_type.eq_ignore_ascii_case(form));
    if is_form {
        return Err(ApiError::syntactic(&format!(
            "The file must be sent as it is, not as {media_type}."
        )));
    }
    if call.bytes().is_empty() {
        return Err(ApiError::syntactic("The file is empty."));
    }
    Ok(call.bytes())
}
