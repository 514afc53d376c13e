//! The real operations on a real database.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::server::{Server, told};
use crate::actors::bus::Bus;
use crate::actors::persistence::{
    Lane, Persistence, PersistenceActor, PersistenceArguments, PersistenceMessage,
};
use crate::api::limit::BodyBudget;
use crate::api::middleware::Rules;
use crate::api::{KnownRepositories, Services, Settings, SignIn};
use crate::clock;
use crate::config::{DatabaseKind, GitProtocol};
use crate::crypto::seal::{SealKey, Sealer};
use crate::crypto::signature::Signature;
use crate::crypto::token::Pepper;
use crate::domain::session::SessionLimits;
use crate::store::Database;

const LIMITS: SessionLimits =
    SessionLimits { idle: Duration::from_secs(3600), max: Duration::from_secs(3600) };

const SECRET: &str = "the-secret-of-the-webhook";

/// `signing key` in base64, as GitLab shows it.
const SIGNING_TOKEN: &str = "whsec_c2lnbmluZyBrZXk=";

/// A database that servers with different keys can use one after the other.
struct Store {
    _directory: tempfile::TempDir,
    database: Database,
    persistence: Persistence,
    bus: Bus,
}

impl Store {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("oore.db").display());
        let database = Database::open(&url.into()).await.unwrap();
        let persistence = Persistence::default();
        let bus = Bus::default();
        let arguments = PersistenceArguments {
            database: database.clone(),
            bus: bus.clone(),
            lane: Lane::General,
            handle: persistence.clone(),
            metrics: Default::default(),
        };
        let (actor, _) = Actor::spawn(None, PersistenceActor, arguments).await.unwrap();
        persistence.address(Lane::General).set(actor);
        Self { _directory: directory, database, persistence, bus }
    }

    async fn serve(&self, key: u8) -> Server {
        self.serve_with(key, &self.persistence, BodyBudget::default()).await
    }

    async fn serve_with(&self, key: u8, persistence: &Persistence, budget: BodyBudget) -> Server {
        let services = Services {
            reader: self.database.bounded_reader(),
            persistence: persistence.clone(),
            runners: Default::default(),
            logs: Default::default(),
            archive: crate::archive::Archive::new(std::path::Path::new("logs")),
            repositories: Default::default(),
            bus: self.bus.clone(),
            known: KnownRepositories::new(&self.bus, DatabaseKind::Sqlite),
            directory: Default::default(),
            metrics: Default::default(),
            pools: Vec::new(),
            sealer: Arc::new(Sealer::new(SealKey::from([key; 32]))),
            chain: Arc::new(Pepper::new(&"pepper".into()).chain_key()),
            sign_in: SignIn::new(LIMITS, &Pepper::new(&"pepper".into()), None),
            pepper: Pepper::new(&"pepper".into()),
            token_brake: Default::default(),
            sealed_away: Default::default(),
            settings: Settings {
                base_url: "https://ci.example.com".to_owned(),
                github_secrets: vec![SECRET.into()],
                github_api_url: "https://api.github.com".parse().expect("a URL"),
                has_github_app: false,
                git_protocols: vec![GitProtocol::Https],
                database: DatabaseKind::Sqlite,
                rules: Rules::default(),
            },
            started_at: clock::now(),
            stopping: watch::channel(false).1,
        };
        let admin = "root".into();
        let contract = crate::api::contract().unwrap();
        let endpoint = crate::api::endpoint_within(budget, contract, Arc::new(services), &admin);
        Server::serve(endpoint).await
    }
}

async fn register(server: &Server, more: Value) -> Response {
    let mut body = json!({ "owner": "acme", "repo": "app", "webhook_secret": SECRET });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let request =
        server.root("POST", "/api/repositories").header("content-type", "application/json");
    request.body(body.to_string()).send().await.unwrap()
}

/// The path of the webhook of a new repository.
async fn webhook(server: &Server, provider: &str, more: Value) -> String {
    let mut body = json!({ "provider": provider });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let response = register(server, body).await;
    assert_eq!(response.status(), 201);
    let made: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    format!("/api/webhooks/{provider}/{}", made["id"].as_str().unwrap())
}

fn github(server: &Server, path: &str, body: String) -> RequestBuilder {
    let signature = Signature::sign(SECRET.as_bytes(), &[body.as_bytes()]).to_hex();
    server
        .request("POST", path)
        .header("content-type", "application/json")
        .header("x-github-event", "ping")
        .header("x-github-delivery", "1")
        .header("x-hub-signature-256", format!("sha256={signature}"))
        .body(body)
}

fn gitlab(server: &Server, path: &str) -> RequestBuilder {
    server
        .request("POST", path)
        .header("content-type", "application/json")
        .header("x-gitlab-event", "Push Hook")
        .header("x-gitlab-token", SECRET)
        .body("{}")
}

#[tokio::test]
async fn a_name_that_is_taken_is_a_conflict() {
    let store = Store::new().await;
    let server = store.serve(1).await;
    let first = register(&server, json!({ "provider": "github" })).await;
    assert_eq!(first.status(), 201);
    let same = json!({ "provider": "github", "owner": "ACME", "repo": "App" });
    let taken = register(&server, same).await;
    assert_eq!(taken.status(), 409);
    assert!(told(taken).await.contains(r#""code":"already_exists""#));
    assert_eq!(register(&server, json!({ "provider": "gitlab" })).await.status(), 201);
}

#[tokio::test]
async fn a_secret_that_does_not_open_is_answered_like_a_repository_that_is_not_there() {
    let store = Store::new().await;
    let server = store.serve(1).await;
    let hub = webhook(&server, "github", json!({})).await;
    let signing = json!({ "webhook_signing_token": SIGNING_TOKEN });
    let lab = webhook(&server, "gitlab", signing).await;
    assert_eq!(github(&server, &hub, "{}".into()).send().await.unwrap().status(), 202);

    let changed = store.serve(2).await;
    let nobody = "/api/webhooks/github/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let unknown = told(github(&changed, nobody, "{}".into()).send().await.unwrap()).await;
    assert!(unknown.starts_with("503"), "{unknown}");
    let sealed = github(&changed, &hub, "{}".into()).send().await.unwrap();
    assert_eq!(told(sealed).await, unknown);
    // Its token is known by its hash and still good, but where there is a signing token it is not
    // enough.
    let sealed = gitlab(&changed, &lab).send().await.unwrap();
    assert_eq!(told(sealed).await, unknown);
}

#[tokio::test]
async fn a_delivery_of_the_app_finds_its_repository() {
    let store = Store::new().await;
    let server = store.serve(1).await;
    let path = webhook(&server, "github", json!({})).await;
    let id = path.rsplit('/').next().unwrap();
    let body = json!({ "repository": { "full_name": "Acme/App" } }).to_string();
    let response = github(&server, "/api/webhooks/github", body).send().await.unwrap();
    assert_eq!(response.status(), 202);
    let events = server.root("GET", "/api/webhooks/events").send().await.unwrap();
    let events = events.text().await.unwrap();
    assert!(events.contains(&format!(r#""repository_id":"{id}""#)), "{events}");
}

/// Takes writes and does not do them.
struct Busy(mpsc::UnboundedSender<PersistenceMessage>);

impl Actor for Busy {
    type Msg = PersistenceMessage;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Self::Msg>, (): ()) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle(
        &self,
        _: ActorRef<Self::Msg>,
        message: Self::Msg,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        self.0.send(message)?;
        Ok(())
    }
}

#[tokio::test]
async fn a_body_keeps_its_room_until_it_is_stored() {
    let store = Store::new().await;
    let (sender, mut writes) = mpsc::unbounded_channel();
    let (actor, _) = Actor::spawn(None, Busy(sender), ()).await.unwrap();
    let busy = Persistence::default();
    busy.address(Lane::General).set(actor);
    let server = store.serve_with(1, &busy, BodyBudget::new(1000, 0)).await;
    let body = json!({ "padding": "x".repeat(600) }).to_string();
    let send = || github(&server, "/api/webhooks/github", body.clone()).send();
    let first = tokio::spawn(send());
    let write = writes.recv().await.unwrap();
    let refused = told(send().await.unwrap()).await;
    assert!(refused.starts_with("503"), "{refused}");
    assert!(refused.contains("too many webhooks arrive at once"), "{refused}");
    first.abort();
    drop(write);
}
