//! Group 6: lists and single builds with 100,000 builds in the database, and how long the server
//! takes to start with them.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::api::Api;
use crate::figure::{Aim, Figure, Unit};
use crate::filled;
use crate::groups::Figures;
use crate::programs::Programs;
use crate::server::Directory;
use crate::statistics::Times;

const GROUP: &str = "lists";
/// How often each is asked, one after another.
const REQUESTS: usize = 300;
/// Milliseconds that 99 of a hundred answers are to take at most.
const AIM: f64 = 20.0;
/// How often the server is started.
const STARTS: usize = 10;
/// Milliseconds that a start may take.
const START_AIM: f64 = 200.0;

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let directory = start(filled::directory(programs).await?, figures).await?;
    let mut server = directory.start()?;
    let mut api = server.api();
    let bare = ask(&mut api, |_| "/api/health/live".to_owned()).await?;
    let limit = Figure::new(
        GROUP,
        "limit: an answer without the database, p99",
        bare.percentile_ms(99.0),
        Unit::Milliseconds,
    );
    figures.push(limit.clone());
    let known = known(&mut api).await?;
    for (name, paths) in subjects(&known) {
        let times = ask(&mut api, paths).await.with_context(|| name.clone())?;
        let p99 = Figure::new(
            GROUP,
            format!("{name}: p99"),
            times.percentile_ms(99.0),
            Unit::Milliseconds,
        );
        let p50 = Figure::new(
            GROUP,
            format!("{name}: p50"),
            times.percentile_ms(50.0),
            Unit::Milliseconds,
        );
        figures.push(p50);
        figures.push(p99.aim(Aim::Under(AIM)).limit(&limit.as_limit()));
    }
    server.stop()
}

/// What is there to be asked for.
struct Known {
    repository: String,
    /// Of several pages, the first one being the newest.
    pages: Vec<String>,
    builds: Vec<String>,
    events: Vec<String>,
}

async fn known(api: &mut Api) -> Result<Known> {
    let repositories = api.get("/api/repositories?limit=1").await?;
    let repository = ids(&repositories).into_iter().next().context("there is a repository")?;
    let (mut pages, mut builds) = (vec![String::new()], Vec::new());
    // As far as a person turns pages.
    while pages.len() < 100 {
        let page = pages.last().map_or("", String::as_str);
        let list = api.get(&format!("/api/builds?limit=50{page}")).await?;
        builds.extend(ids(&list));
        let token = list["next_page"].as_str().context("there are more builds")?;
        pages.push(format!("&page_token={token}"));
    }
    let events = ids(&api.get("/api/webhooks/events?limit=200").await?);
    ensure!(!builds.is_empty() && !events.is_empty(), "the lists are empty");
    Ok(Known { repository, pages, builds, events })
}

fn ids(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().into_iter().flatten();
    items.filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect()
}

type Paths<'a> = Box<dyn Fn(usize) -> String + 'a>;

fn subjects(known: &Known) -> Vec<(String, Paths<'_>)> {
    let fixed = |name: &str, path: String| -> (String, Paths<'_>) {
        (name.to_owned(), Box::new(move |_| path.clone()))
    };
    let repository = &known.repository;
    vec![
        fixed("build_list", "/api/builds?limit=50".to_owned()),
        (
            "build_list, page 1 to 100".to_owned(),
            Box::new(|turn| format!("/api/builds?limit=50{}", turn_of(&known.pages, turn))),
        ),
        fixed("build_list of a repository", format!("/api/builds?limit=50&repo={repository}")),
        fixed("build_list of failed ones", "/api/builds?limit=50&status=failed".to_owned()),
        fixed(
            "build_list of a repository's branch",
            format!("/api/builds?limit=50&repo={repository}&branch=main"),
        ),
        fixed("build_list of a branch without builds", "/api/builds?branch=none".to_owned()),
        (
            "build_show".to_owned(),
            Box::new(|turn| format!("/api/builds/{}", turn_of(&known.builds, turn * 17))),
        ),
        fixed("webhook_list", "/api/webhooks/events?limit=50".to_owned()),
        (
            "webhook_show".to_owned(),
            Box::new(|turn| format!("/api/webhooks/events/{}", turn_of(&known.events, turn))),
        ),
        fixed("metrics", "/metrics".to_owned()),
    ]
}

fn turn_of(texts: &[String], turn: usize) -> &str {
    &texts[turn % texts.len()]
}

async fn ask(api: &mut Api, path: impl Fn(usize) -> String) -> Result<Times> {
    let mut times = Times::new();
    for turn in 0..=REQUESTS {
        let path = path(turn);
        let start = Instant::now();
        api.bytes(&path).await?;
        // The first one may find cold caches.
        if turn > 0 {
            times.record(start.elapsed());
        }
    }
    Ok(times)
}

async fn start(mut directory: Directory, figures: &mut Figures) -> Result<Directory> {
    let mut times = Times::new();
    for round in 0..=STARTS {
        let start = Instant::now();
        let mut server = directory.start()?;
        server.api().bytes("/api/health/live").await?;
        if round > 0 {
            times.record(start.elapsed());
        }
        server.stop()?;
        directory = server.into_directory()?;
    }
    let of = |name, percent| {
        let name = format!("`oored serve` to its first answer: {name}");
        Figure::new(GROUP, name, times.percentile_ms(percent), Unit::Milliseconds)
    };
    figures.push(of("p50", 50.0).aim(Aim::Under(START_AIM)));
    figures.push(of("the worst", 100.0));
    Ok(directory)
}
