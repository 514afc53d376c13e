//! Which server, and with which token: from flags, environment and stored contexts.

use anyhow::Context as _;
use clap::ArgMatches;
use oore_client::Connection;

use crate::contexts::{self, Contexts, is_same};

/// Where a server on this machine listens unless it is told otherwise.
const LOCAL_SERVER: &str = "http://127.0.0.1:8080";

/// A server that was chosen.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) connection: Connection,
}

/// What was chosen, before it is known whether it is any good.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) server: String,
    pub(crate) token: Option<String>,
}

impl Session {
    pub(crate) fn of(matches: &ArgMatches) -> anyhow::Result<Self> {
        let choice = Choice::of(matches)?;
        let authorities = authorities(matches)?;
        let token = choice.token.as_deref();
        let connection = Connection::trusting(&choice.server, token, &authorities)?;
        Ok(Self { connection })
    }
}

/// The file of the authorities that are trusted beside those of the system.
pub(crate) fn authorities(matches: &ArgMatches) -> anyhow::Result<Vec<u8>> {
    let Some(path) = given(matches, "ca-certificate") else { return Ok(Vec::new()) };
    std::fs::read(path).with_context(|| format!("can't read {path} (--ca-certificate)"))
}

impl Choice {
    pub(crate) fn of(matches: &ArgMatches) -> anyhow::Result<Self> {
        let (server, token) = (given(matches, "server"), given(matches, "token"));
        if let (Some(server), Some(token), None) = (server, token, given(matches, "context")) {
            // Nothing stored counts, so a damaged file is no reason to stop.
            return Ok(Self { server: server.to_owned(), token: Some(token.to_owned()) });
        }
        let contexts = Contexts::load(&contexts::path()?)?;
        Self::among(&contexts, server, token, given(matches, "context"))
    }

    /// A stored token goes to no other server than the one that it was stored for.
    fn among(
        contexts: &Contexts,
        server: Option<&str>,
        token: Option<&str>,
        context: Option<&str>,
    ) -> anyhow::Result<Self> {
        let stored = contexts.find(context)?;
        let stored_token =
            stored.filter(|stored| server.is_none_or(|server| is_same(server, &stored.server)));
        let token = token.or(stored_token.map(|stored| stored.token.as_str()));
        let server = server.or(stored.map(|stored| stored.server.as_str()));
        Ok(Self {
            server: server.unwrap_or(LOCAL_SERVER).to_owned(),
            token: token.map(str::to_owned),
        })
    }
}

/// A global argument; an empty variable is as good as none.
pub(crate) fn given<'m>(matches: &'m ArgMatches, id: &str) -> Option<&'m str> {
    matches.get_one::<String>(id).map(String::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contexts::Stored;

    fn choose(server: Option<&str>, token: Option<&str>) -> (String, Option<String>) {
        let stored = Stored { server: "https://ci".to_owned(), token: "stored".to_owned() };
        let contexts =
            Contexts { current: None, contexts: [("default".to_owned(), stored)].into() };
        let choice = Choice::among(&contexts, server, token, None).unwrap();
        (choice.server, choice.token)
    }

    #[test]
    fn flags_go_before_what_is_stored() {
        let stored = || Some("stored".to_owned());
        assert_eq!(choose(None, None), ("https://ci".to_owned(), stored()));
        assert_eq!(choose(None, Some("t")), ("https://ci".to_owned(), Some("t".to_owned())));
        assert_eq!(choose(Some("https://ci/"), None), ("https://ci/".to_owned(), stored()));
    }

    #[test]
    fn a_stored_token_goes_to_no_other_server() {
        assert_eq!(choose(Some("https://evil"), None), ("https://evil".to_owned(), None));
    }

    #[test]
    fn without_anything_the_server_of_this_machine_is_meant() {
        let choice = Choice::among(&Contexts::default(), None, None, None).unwrap();
        assert_eq!(choice, Choice { server: LOCAL_SERVER.to_owned(), token: None });
    }
}
