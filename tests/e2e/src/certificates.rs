//! A browser that trusts the test's authorities and holds a user's certificate: what sign-in with a certificate needs.
//!
//! Chromium reads both from an NSS database below `HOME`, and a policy of the machine chooses the certificate, because
//! nobody can answer the native dialog of a headless browser (security guide §3).

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use serde_json::json;
use sps_appliance::serve::Serving;
use sps_gateway::TlsFiles;
use tempfile::TempDir;

use crate::failure::{Failure, Outcome, ensure};

/// Where Debian's Chromium reads the policies of the machine.
const POLICIES: &str = "/etc/chromium/policies/managed";
const POLICY: &str = "sps-console-e2e.json";
/// Runs at the same time would overwrite each other's policy: they wait for each other this long.
const POLICY_PATIENCE: Duration = Duration::from_secs(180);
/// The import wants a password; the file lives as long as the test.
const IMPORT_PASSWORD: &str = "import";

/// An authority made for one test, and the gateway's certificate under it.
pub struct Authority {
    folder: TempDir,
}

impl Authority {
    /// Makes authority, certificate and key for `localhost`.
    ///
    /// # Errors
    /// When they cannot be made or written.
    pub fn new() -> Outcome<Self> {
        let trouble = |error: rcgen::Error| Failure::while_doing("making a certificate", error);
        let folder =
            TempDir::new().map_err(|error| Failure::while_doing("a temporary folder", error))?;
        let mut params = CertificateParams::new(Vec::new()).map_err(trouble)?;
        params
            .distinguished_name
            .push(DnType::CommonName, "Test CA of the gateway");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().map_err(trouble)?;
        let authority = CertifiedIssuer::self_signed(params, key).map_err(trouble)?;
        let key = KeyPair::generate().map_err(trouble)?;
        let mut leaf = CertificateParams::new(vec!["localhost".to_owned()]).map_err(trouble)?;
        leaf.distinguished_name.push(DnType::CommonName, "Gateway");
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&key, &authority).map_err(trouble)?;
        let made = Self { folder };
        let files = made.tls_files();
        write(&made.file(), &authority.pem())?;
        write(&files.certificate, &leaf.pem())?;
        write(&files.key, &key.serialize_pem())?;
        Ok(made)
    }

    /// The gateway's certificate and key.
    pub fn tls_files(&self) -> TlsFiles {
        TlsFiles {
            certificate: self.folder.path().join("gateway.pem"),
            key: self.folder.path().join("gateway.key"),
        }
    }

    /// The authority's own certificate.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn pem(&self) -> Outcome<String> {
        fs::read_to_string(self.file())
            .map_err(|error| Failure::while_doing("the authority's file", error))
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }
}

/// What a browser has to show to an appliance that asks for a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The certificate of the user `operator`.
    TheUsers,
    /// None at all.
    Nothing,
    /// One for the same name, of an authority that only calls itself like the appliance's.
    AForgedOne,
}

/// The appliance's authority, and the certificate of one of its users with the key.
pub struct UserCertificate {
    ca: String,
    certificate: String,
    key: String,
}

impl UserCertificate {
    pub(crate) fn of(serving: &Serving) -> Self {
        Self {
            ca: serving.ca_pem.clone(),
            certificate: serving.user_certificate_pem.clone(),
            key: serving.user_key_pem.clone(),
        }
    }
}

/// A certificate that browsers offer, because its issuer is called as the appliance asks for.
fn forged() -> Outcome<(String, String)> {
    let trouble = |error: rcgen::Error| Failure::while_doing("making a certificate", error);
    let mut params = CertificateParams::new(Vec::new()).map_err(trouble)?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Simulated SPS user CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().map_err(trouble)?;
    let issuer = CertifiedIssuer::self_signed(params, key).map_err(trouble)?;
    let key = KeyPair::generate().map_err(trouble)?;
    let mut leaf = CertificateParams::new(Vec::new()).map_err(trouble)?;
    leaf.distinguished_name.push(DnType::CommonName, "operator");
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let leaf = leaf.signed_by(&key, &issuer).map_err(trouble)?;
    Ok((leaf.pem(), key.serialize_pem()))
}

/// The home of a browser with a certificate. Dropping it removes the policy.
pub struct Certificates {
    authority: Authority,
    _policy: Policy,
}

impl Certificates {
    /// Prepares a home: both authorities are trusted, and what the browser holds is shown to `origin` without asking.
    ///
    /// # Errors
    /// With a sentence that names what is missing: a program of Debian's packages, or the right to write the policy.
    pub fn new(
        authority: Authority,
        appliance: &UserCertificate,
        origin: &str,
        holds: Holds,
    ) -> Outcome<Self> {
        let policy = Policy::write(Path::new(POLICIES), origin)?;
        let made = Self {
            authority,
            _policy: policy,
        };
        let folder = made.authority.folder.path();
        let database = made.home().join(".pki/nssdb");
        fs::create_dir_all(&database)
            .map_err(|error| Failure::while_doing("the browser's home", error))?;
        let database = format!("sql:{}", database.display());
        let file = |name: &str| folder.join(name).display().to_string();
        write(&folder.join("appliance.pem"), &appliance.ca)?;
        certutil(&["-N", "-d", &database, "--empty-password"])?;
        for (name, pem) in [("gateway", "authority.pem"), ("appliance", "appliance.pem")] {
            let pem = file(pem);
            certutil(&["-A", "-d", &database, "-n", name, "-t", "C,,", "-i", &pem])?;
        }
        let (certificate, key) = match holds {
            Holds::TheUsers => (appliance.certificate.clone(), appliance.key.clone()),
            Holds::AForgedOne => forged()?,
            Holds::Nothing => return Ok(made),
        };
        write(&folder.join("user.pem"), &certificate)?;
        write(&folder.join("user.key"), &key)?;
        let (user, key, packed) = (file("user.pem"), file("user.key"), file("user.p12"));
        let password = format!("pass:{IMPORT_PASSWORD}");
        run(
            "openssl",
            "openssl",
            &[
                "pkcs12", "-export", "-in", &user, "-inkey", &key, "-name", "user", "-out",
                &packed, "-passout", &password,
            ],
        )?;
        run(
            "pk12util",
            "libnss3-tools",
            &[
                "-i",
                &packed,
                "-d",
                &database,
                "-K",
                "",
                "-W",
                IMPORT_PASSWORD,
            ],
        )?;
        Ok(made)
    }

    /// The home of the browser.
    pub fn home(&self) -> PathBuf {
        self.authority.folder.path().join("home")
    }
}

/// The machine's policy for one origin, for as long as this lives.
struct Policy {
    file: PathBuf,
    _lock: File,
}

impl Policy {
    fn write(folder: &Path, origin: &str) -> Outcome<Self> {
        let trouble = |error: io::Error| {
            Failure::new(format!(
                "sign-in with a certificate needs a policy for Chromium, and {} cannot be written ({error}). \
                 Run these tests as a user who may write there, such as root in a container.",
                folder.display()
            ))
        };
        fs::create_dir_all(folder).map_err(trouble)?;
        let lock = File::create(std::env::temp_dir().join("sps-console-e2e-policy.lock"))
            .map_err(|error| Failure::while_doing("the lock of the policy", error))?;
        let deadline = Instant::now() + POLICY_PATIENCE;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    ensure(
                        Instant::now() < deadline,
                        "another run of these tests keeps its policy for Chromium",
                    )?;
                    std::thread::sleep(Duration::from_millis(200));
                }
                Err(TryLockError::Error(error)) => return Err(trouble(error)),
            }
        }
        let chosen = json!({ "pattern": origin, "filter": {} }).to_string();
        let policy = json!({ "AutoSelectCertificateForUrls": [chosen] });
        let file = folder.join(POLICY);
        fs::write(&file, policy.to_string()).map_err(trouble)?;
        Ok(Self { file, _lock: lock })
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.file) {
            eprintln!("cannot remove {}: {error}", self.file.display());
        }
    }
}

fn certutil(arguments: &[&str]) -> Outcome {
    run("certutil", "libnss3-tools", arguments)
}

fn run(program: &str, package: &str, arguments: &[&str]) -> Outcome {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| {
        Failure::new(format!(
            "cannot start {program}: {error}. It is in Debian's package {package}; `cargo xtask test --only e2e` installs it."
        ))
    })?;
    let printed = String::from_utf8_lossy(&output.stderr);
    ensure(
        output.status.success(),
        format!("{program} {}: {printed}", arguments.first().unwrap_or(&"")),
    )
}

/// Writes a file that only its owner may read: some of them are keys.
fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text)
        .and_then(|()| fs::set_permissions(file, fs::Permissions::from_mode(0o600)))
        .map_err(|error| Failure::while_doing(&file.display().to_string(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_there_as_long_as_it_is_needed() {
        let folder = TempDir::new().unwrap();
        let policies = folder.path().join("managed");
        let policy = Policy::write(&policies, "https://localhost:1").unwrap();
        let text = fs::read_to_string(policies.join(POLICY)).unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let chosen = read["AutoSelectCertificateForUrls"][0].as_str().unwrap();
        assert_eq!(chosen, r#"{"pattern":"https://localhost:1","filter":{}}"#);
        drop(policy);
        assert!(!policies.join(POLICY).exists());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let folder = file.path().join("managed");
        let failure = Policy::write(&folder, "https://localhost:1").err().unwrap();
        let text = failure.to_string();
        assert!(text.contains(&folder.display().to_string()), "{text}");
        assert!(text.contains("cannot be written"), "{text}");
    }

    #[test]
    fn a_missing_program_is_named_with_its_package() {
        let failure = run("no-such-program", "libnss3-tools", &[]).unwrap_err();
        let text = failure.to_string();
        assert!(
            text.contains("no-such-program") && text.contains("libnss3-tools"),
            "{text}"
        );
    }
}
