//! Secrets where they must not be: told, logged, stored in the clear, or taken from a stolen
//! database.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oored::entities::{repositories, secrets};
use reqwest::Method;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, Database, DbBackend, EntityTrait, IntoActiveModel, Statement,
};
use serde_json::{Value, json};

use crate::support::{
    Client, Daemon, Forge, Gate, GitRepository, Server, TestApp, TestDatabase, TestRepository,
    job_of, on_both_databases, send, text,
};

on_both_databases!(
    a_value_is_nowhere_but_in_its_job,
    a_sealed_value_opens_in_no_other_row_of_a_stolen_database,
);

const OWN: &str = "own-value-that-nobody-may-see";
const INSTANCES: &str = "instance-value-that-nobody-may-see";
const WITHHELD: &str = "withheld-value-that-nobody-may-see";

/// What the server is told besides, and must not repeat either.
const ACCESS_TOKEN: &str = "a-token-of-the-forge-that-nobody-may-see";
const WEBHOOK_SECRET: &str = "a-webhook-secret-that-nobody-may-see";
const PASSWORD: &str = "a-password-that-nobody-may-see";
const WRONG_PASSWORD: &str = "a-wrong-password-that-nobody-may-see";

/// Everything that must be found nowhere.
struct Known(Vec<String>);

/// What is there to be found, so that a search that finds nothing means something.
const DESCRIPTION: &str = "a-description-that-everybody-may-see";

async fn set(server: &Server, path: &str, value: &str, branches: &[&str]) {
    let body = json!({ "value": value, "branches": branches, "description": DESCRIPTION });
    let answer = server.client.answer(Method::PUT, path, Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Whether `bytes` hold a value as it is, or in a form that whoever wrote it may not have noticed.
fn holds(bytes: &[u8], value: &str) -> bool {
    let base64 = STANDARD.encode(value);
    // The last digits depend on what follows.
    let base64 = base64.trim_end_matches('=');
    let numbers = value.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ");
    [value, &base64[..base64.len() - 1], &hex::encode(value), &numbers]
        .iter()
        .any(|form| bytes.windows(form.len()).any(|window| window == form.as_bytes()))
}

impl Known {
    fn new() -> Self {
        let all =
            [OWN, INSTANCES, WITHHELD, ACCESS_TOKEN, WEBHOOK_SECRET, PASSWORD, WRONG_PASSWORD];
        Self(all.map(str::to_owned).to_vec())
    }

    fn assert_clean(&self, place: &str, bytes: &[u8]) {
        for value in &self.0 {
            if holds(bytes, value) {
                let shown = String::from_utf8_lossy(bytes);
                let around = shown.lines().find(|line| holds(line.as_bytes(), value));
                let around: String = around.unwrap_or(&shown).chars().take(2000).collect();
                panic!("`{value}` is in {place}: {around}");
            }
        }
    }

    /// Every file below `directory`.
    fn search_files(&self, directory: &Path) {
        for entry in fs::read_dir(directory).expect("a directory").flatten() {
            let path = entry.path();
            let is = entry.file_type().expect("a kind");
            if is.is_dir() {
                self.search_files(&path);
            } else if is.is_file() {
                // A file may go while it is looked at.
                let bytes = fs::read(&path).unwrap_or_default();
                self.assert_clean(&path.display().to_string(), &bytes);
            }
        }
    }

    /// The command lines of all processes. (Linux: `/proc`.)
    fn search_command_lines(&self) {
        for entry in fs::read_dir("/proc").expect("/proc").flatten() {
            let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            self.assert_clean("a command line", &command);
        }
    }
}

/// Every row of every table as text.
async fn dump(url: &str) -> String {
    let db = Database::connect(url).await.expect("connected");
    let backend = db.get_database_backend();
    let texts = async |sql: String| -> Vec<String> {
        let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("text")).collect()
    };
    let tables = match backend {
        DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let mut all = Vec::new();
    for table in texts(tables.to_owned()).await {
        let row = match backend {
            DbBackend::Postgres => "t::text".to_owned(),
            _ => {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let quoted = texts(columns).await.into_iter().map(|it| format!("quote(\"{it}\")"));
                quoted.collect::<Vec<_>>().join(" || ' ' || ")
            }
        };
        all.extend(texts(format!("SELECT {row} FROM \"{table}\" t")).await);
    }
    db.close().await.expect("closed");
    all.join("\n")
}

/// A job that has two secrets, waits at a gate, and fails.
fn pipeline(gate: &Gate) -> String {
    format!(
        r#"
version: 1
on: push
jobs:
  use:
    checkout: none
    secrets: [OWN, INSTANCES, WITHHELD]
    steps:
      - run: |
          echo "${{#OWN}} ${{#INSTANCES}} ${{#WITHHELD}}"
          cat {}
          exit 1
"#,
        gate.path()
    )
}

/// All that callers are told about a build and what is around it.
async fn search_answers(known: &Known, server: &Server, repository: &TestRepository, build: &str) {
    let job = text(job_of(&server.build(build).await, "use"), "id");
    let own = format!("/api/repositories/{}", repository.id);
    for path in [
        own.clone(),
        format!("{own}/secrets"),
        format!("{own}/webhook-url"),
        "/api/secrets".to_owned(),
        "/api/builds".to_owned(),
        format!("/api/builds/{build}"),
        format!("/api/jobs/{job}"),
        format!("/api/jobs/{job}/log"),
        "/api/webhooks/events".to_owned(),
        "/api/runners".to_owned(),
        "/api/users".to_owned(),
        "/api/tokens".to_owned(),
        "/api/sessions".to_owned(),
        "/api/audit".to_owned(),
        "/api/system/actors".to_owned(),
        "/metrics".to_owned(),
    ] {
        known.assert_clean(&path, &server.client.bytes(&path).await);
    }
}

/// Somebody signs in, after a mistake, and makes a token; a runner registers. What they were given
/// is known from then on.
async fn come_and_go(server: &Server, known: &mut Known) {
    let user = server.client.post("/api/users", &json!({ "name": "ann", "role": "viewer" })).await;
    let id = text(&user, "id");
    let password = json!({ "password": PASSWORD });
    let path = format!("/api/users/{id}/password");
    assert_eq!(server.client.answer(Method::PUT, &path, Some(&password)).await.status, 204);
    let sign_in = async |password: &str| {
        let body = json!({ "name": "ann", "password": password });
        send(server.client.anonymous(Method::POST, "/api/session").json(&body)).await
    };
    assert_eq!(sign_in(WRONG_PASSWORD).await.status, 401);
    let session = sign_in(PASSWORD).await;
    let cookie = session.headers["set-cookie"].to_str().expect("text");
    let cookie = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
    known.0.extend([cookie.1.to_owned(), text(&session.json(), "csrf_token")]);
    let cookie = format!("{}={}", cookie.0, cookie.1);
    let me = server.client.anonymous(Method::GET, "/api/me").header("cookie", cookie);
    assert_eq!(send(me).await.status, 200);

    let body = json!({ "name": "laptop", "user_id": id, "scopes": ["repo:read"] });
    let token = text(&server.client.post("/api/tokens", &body).await, "token");
    Client::new(server.client.base_url(), &token).get("/api/me").await;
    let added = server.client.post("/api/runners", &json!({ "name": "other" })).await;
    let registration = text(&added, "registration_token");
    let body = json!({ "registration_token": registration });
    let runner = server.client.post("/api/runners/register", &body).await;
    known.0.extend([token, registration, text(&runner, "token")]);
}

/// At the most talkative level of logs, while the job runs and after it.
async fn a_value_is_nowhere_but_in_its_job(database: TestDatabase) {
    let url = database.url();
    let settings = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"), ("OORE_LOG", "trace")];
    let (daemon, forge) = (Daemon::start(database, &settings).await, Forge::start().await);
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    git.commit("First", &[("oore.yaml", &pipeline(&gate))]);
    let mut known = Known::new();
    come_and_go(&daemon, &mut known).await;
    let more = json!({
        "api_url": forge.url(), "access_token": ACCESS_TOKEN, "webhook_secret": WEBHOOK_SECRET,
    });
    let repository = daemon.register_with("github", "acme/app", git, more).await;
    let own = format!("/api/repositories/{}/secrets", repository.id);
    set(&daemon, &format!("{own}/OWN"), OWN, &[]).await;
    set(&daemon, &format!("{own}/WITHHELD"), WITHHELD, &["release"]).await;
    set(&daemon, "/api/secrets/INSTANCES", INSTANCES, &["main"]).await;

    let build = text(&daemon.push_builds(&repository).await, "id");
    gate.reached().await;
    known.search_command_lines();
    known.search_files(daemon.data_dir());
    gate.open();
    let ended = daemon.finished(&build).await;
    assert_eq!(ended["status"], "failed", "{ended:#}");
    let printed = format!("{} {} 0\n", OWN.len(), INSTANCES.len());
    assert_eq!(daemon.log(&ended, "use").await, printed, "the job had them");
    forge.until_told("oore/push: failure").await;
    for call in forge.taken() {
        known.assert_clean("a status text", call.body.to_string().as_bytes());
    }
    search_answers(&known, &daemon, &repository, &build).await;

    known.search_files(daemon.data_dir());
    let log = fs::read_to_string(daemon.data_dir().join("stderr")).expect("the server's log");
    assert!(log.contains(" TRACE "), "the log tells everything: {log}");
    let file = format!("sqlite://{}", daemon.data_dir().join("data/oore.db").display());
    let rows = dump(url.as_deref().unwrap_or(&file)).await;
    assert!(rows.contains(DESCRIPTION), "the rows can be searched");
    known.assert_clean("the database", rows.as_bytes());
    known.assert_clean("the database", rows.to_lowercase().as_bytes());
    daemon.finish().await;
}

async fn a_sealed_value_opens_in_no_other_row_of_a_stolen_database(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: { push: {}, manual: {} }
jobs: { use: { checkout: none, secrets: [MINE], steps: [{ run: 'echo ${#MINE}' }] } }
",
    );
    let repository = app.register("acme/app", git).await;
    set(&app, "/api/secrets/OTHERS", INSTANCES, &["release"]).await;
    set(&app, &format!("/api/repositories/{}/secrets/MINE", repository.id), OWN, &[]).await;
    let database = app.app().database();
    let all = secrets::Entity::find().all(&database.reader()).await.expect("secrets");
    let find = |name: &str| all.iter().find(|row| row.name == name).expect("it is set");
    let row = repositories::Entity::find().one(&database.reader()).await.expect("read");
    let webhook = row.and_then(|row| row.webhook_secret).expect("it has one");
    // Whoever can write the database moves a value to where it would be given.
    for (sealed, builds) in [
        (find("OTHERS").sealed_value.clone(), false),
        (webhook, false),
        (find("MINE").sealed_value.clone(), true),
    ] {
        let mut changed = find("MINE").clone().into_active_model();
        changed.sealed_value = Set(sealed);
        let tx = database.begin().await.expect("begun");
        changed.update(&tx).await.expect("written");
        tx.commit().await.expect("committed");
        let path = format!("/api/repositories/{}/trigger", repository.id);
        let build = app.client.post(&path, &json!({})).await;
        let build = app.finished(&text(&build, "id")).await;
        let job = job_of(&build, "use");
        if builds {
            assert_eq!(app.log(&build, "use").await, format!("{}\n", OWN.len()));
        } else {
            assert_eq!(build["status"], "failed", "{build:#}");
            let told =
                "`MINE` can't be opened (the sealed value was altered or does not belong here)";
            assert!(text(job, "detail").contains(told), "{job:#}");
            assert_eq!(job["secrets"], Value::Array(Vec::new()));
        }
    }
    app.finish().await;
}

#[test]
fn a_search_finds_a_value_in_each_form() {
    let other = |value: &str| STANDARD.encode(format!("{value}\n"));
    for text in [
        format!("TOKEN={OWN}\n"),
        format!("x {} y", STANDARD.encode(OWN)),
        format!("x {} y", other(OWN)),
        format!("\\x{}", hex::encode(OWN)),
        format!("Binary({:?})", OWN.as_bytes()),
    ] {
        assert!(holds(text.as_bytes(), OWN), "{text}");
        assert!(!holds(text.as_bytes(), INSTANCES), "{text}");
    }
}
