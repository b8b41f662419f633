// The transport of the examples in the documentation: answers with 200, one after the other.

/// Prepared answers; when they are used up, an empty one.
pub struct Canned(std::cell::RefCell<std::collections::VecDeque<&'static str>>);

impl sps_client::Transport for Canned {
    async fn send(
        &self,
        _request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, sps_client::TransportError> {
        let body = self.0.borrow_mut().pop_front().unwrap_or_default();
        let response = http::Response::builder()
            .header("content-type", "application/json")
            .header("allow", "GET, PUT")
            .body(body.as_bytes().to_vec());
        Ok(response.unwrap())
    }
}

/// A client that gets these answers in this order.
pub fn canned<const N: usize>(answers: [&'static str; N]) -> sps_client::Client<Canned> {
    sps_client::Client::new(Canned(std::cell::RefCell::new(answers.into())))
}
