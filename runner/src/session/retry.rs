//! Whether and when the runner tries again to connect.

use std::time::Duration;

use super::Runner;
use crate::{
    RunnerError,
    connection::ConnectError,
    options::{AddressError, ServerAddress},
};

/// A token that was refused so often in a row will not be taken any more.
const MAX_REFUSALS: u32 = 5;

impl Runner {
    /// How long to wait before the next attempt, or why none makes sense.
    pub(super) fn not_connected(&mut self, error: &ConnectError) -> Result<Duration, RunnerError> {
        match error {
            ConnectError::Unauthorized(_) => {
                let pause = self.backoff.refused(rand::random());
                let attempts = self.backoff.refusals();
                tracing::error!(attempt = attempts, "{error}; trying again in {pause:.0?}");
                if attempts >= MAX_REFUSALS && self.is_address_fixed() && self.leases.is_empty() {
                    return Err(RunnerError::Unauthorized { attempts });
                }
                Ok(pause)
            }
            ConnectError::Address(AddressError::Scheme { scheme }) if self.is_address_fixed() => {
                Err(AddressError::Scheme { scheme: scheme.clone() }.into())
            }
            ConnectError::Address(AddressError::Token) if self.is_address_fixed() => {
                Err(AddressError::Token.into())
            }
            ConnectError::Address(_) | ConnectError::Unreachable(_) | ConnectError::Silent => {
                let pause = self.backoff.failed(rand::random());
                if self.backoff.failures() == 1 {
                    tracing::warn!("{error}; trying again until it is there");
                } else {
                    tracing::debug!("{error}; trying again in {pause:.0?}");
                }
                Ok(pause)
            }
        }
    }

    /// A rejected runner can only be replaced by another version. One that still holds jobs tries
    /// on, since the server may be replaced instead.
    pub(super) fn rejected(&mut self, reason: String) -> Result<Duration, RunnerError> {
        if self.leases.is_empty() {
            return Err(RunnerError::Rejected { reason });
        }
        tracing::error!("the server rejected this runner, which still holds jobs: {reason}");
        Ok(self.backoff.refused(rand::random()))
    }

    /// Somebody has to act, here or elsewhere, and then the runner is let in as it is.
    pub(super) fn turned_away(&mut self, reason: &str) -> Duration {
        let pause = self.backoff.refused(rand::random());
        tracing::error!(
            "the server does not let this runner in: {reason}; trying again in {pause:.0?}"
        );
        pause
    }

    fn is_address_fixed(&self) -> bool {
        match self.options.server {
            ServerAddress::Fixed { .. } => true,
            ServerAddress::File(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use futures_util::SinkExt as _;
    use protocol::ServerFrame;
    use tokio::time::Instant;
    use tokio_tungstenite::tungstenite::{Message, http::StatusCode};
    use ulid::Ulid;

    use super::{
        super::{ALONE_LIMIT, End},
        *,
    };
    use crate::{Options, connection::Connection, trust::Trust};

    fn runner(data_dir: &Path, server: ServerAddress) -> Runner {
        let options = Options {
            server,
            ca_certificate: None,
            data_dir: data_dir.to_owned(),
            capacity: 1,
            labels: Vec::new(),
            step_program: Vec::new(),
            inherit_env: Vec::new(),
            sandbox: crate::SandboxOptions::default(),
            user: None,
            local: true,
        };
        Runner::start(options, Trust::default(), None).expect("a usable directory")
    }

    fn fixed() -> ServerAddress {
        // Nothing listens on the discard port.
        let url = "http://127.0.0.1:9".parse().expect("a URL");
        ServerAddress::Fixed { url, token: "token".to_owned().into() }
    }

    #[test]
    fn a_token_that_stays_refused_ends_a_runner_unless_its_address_may_change() {
        let directory = tempfile::tempdir().expect("a directory");
        let refused = ConnectError::Unauthorized(StatusCode::UNAUTHORIZED);
        let mut runner_with_fixed = runner(directory.path(), fixed());
        for _ in 1..MAX_REFUSALS {
            runner_with_fixed.not_connected(&refused).expect("another try");
        }
        let error = runner_with_fixed.not_connected(&refused).expect_err("the end");
        assert!(matches!(error, RunnerError::Unauthorized { attempts: MAX_REFUSALS }));

        let file = ServerAddress::File(directory.path().join("address.json"));
        let mut runner_with_file = runner(directory.path(), file);
        for _ in 0..2 * MAX_REFUSALS {
            runner_with_file.not_connected(&refused).expect("another try");
        }
    }

    #[tokio::test]
    async fn a_lease_that_broke_down_ends_the_connection_so_that_the_server_learns_of_it() {
        let directory = tempfile::tempdir().expect("a directory");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let url = url.parse().expect("a URL");
        let server = ServerAddress::Fixed { url, token: "token".to_owned().into() };
        let welcome = async {
            let (stream, _) = listener.accept().await.expect("a connection");
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("a socket");
            let welcome = ServerFrame::Welcome {
                protocol: protocol::VERSION,
                runner: Ulid(1),
                leases: Vec::new(),
            };
            let text = serde_json::to_string(&welcome).expect("JSON");
            socket.send(Message::text(text)).await.expect("sent");
            socket
        };
        let trust = Trust::default();
        let (_socket, connection) = tokio::join!(welcome, Connection::open(&server, &trust));
        let mut connection = connection.expect("connected");
        let mut runner = runner(directory.path(), fixed());
        runner.tasks.spawn(async { panic!("broken down") });
        let served = tokio::time::timeout(Duration::from_secs(10), runner.serve(&mut connection));
        assert!(matches!(served.await, Ok(End::LeaseBroke)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_local_runner_without_job_and_server_ends_after_its_limit() {
        let directory = tempfile::tempdir().expect("a directory");
        let started = Instant::now();
        runner(directory.path(), fixed()).keep_connected().await.expect("a good end");
        assert!(started.elapsed() >= ALONE_LIMIT);
    }
}
