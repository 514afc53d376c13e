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
/// How many items a list has.
const PAGE: usize = 50;
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
    let path = Box::new(|_| "/api/health/live".to_owned());
    let bare = Subject { name: "bare", path, answer: Answer::Other }.ask(&mut api).await?;
    let limit = Figure::new(
        GROUP,
        "limit: an answer without the database, p99",
        bare.percentile_ms(99.0),
        Unit::Milliseconds,
    );
    figures.push(limit.clone());
    let known = known(&mut api).await?;
    for subject in subjects(&known) {
        let name = subject.name;
        let times = subject.ask(&mut api).await.context(name)?;
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
    /// A repository with builds of `main`, and one without.
    repositories: [String; 2],
    /// Of several pages, the first one being the newest.
    pages: Vec<String>,
    builds: Vec<String>,
    events: Vec<String>,
}

async fn known(api: &mut Api) -> Result<Known> {
    let list = api.get("/api/repositories?limit=100").await?;
    let of = |name: &str| {
        let mut items = list["items"].as_array().into_iter().flatten();
        let found = items.find(|item| item["repo"] == name).and_then(|item| item["id"].as_str());
        found.map(str::to_owned).with_context(|| format!("there is no `{name}`"))
    };
    let repositories = [of(filled::WITH_MAIN)?, of(filled::WITHOUT_MAIN)?];
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
    Ok(Known { repositories, pages, builds, events })
}

fn ids(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().into_iter().flatten();
    items.filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect()
}

/// Something that is asked for.
struct Subject {
    name: &'static str,
    path: Box<dyn Fn(usize) -> String>,
    answer: Answer,
}

/// What an answer has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// A full page.
    Page,
    /// A list of nothing.
    Nothing,
    /// Something else.
    Other,
}

impl Answer {
    fn check(self, answer: &[u8]) -> Result<()> {
        let count = || {
            let list: Value = serde_json::from_slice(answer)?;
            Ok::<_, anyhow::Error>(list["items"].as_array().context("it is no list")?.len())
        };
        match self {
            Self::Page => ensure!(count()? == PAGE, "the list has {} items", count()?),
            Self::Nothing => ensure!(count()? == 0, "the list has {} items", count()?),
            Self::Other => ensure!(!answer.is_empty(), "the answer is empty"),
        }
        Ok(())
    }
}

fn subjects(known: &Known) -> Vec<Subject> {
    let [main, none] = &known.repositories;
    let builds = format!("/api/builds?limit={PAGE}");
    let list = |name, rest: String, answer| {
        let path = format!("{builds}{rest}");
        Subject { name, path: Box::new(move |_| path.clone()), answer }
    };
    let turns = |name, start: String, of: &[String], answer| {
        let of = of.to_vec();
        let path = move |turn: usize| format!("{start}{}", of[turn * 17 % of.len()]);
        Subject { name, path: Box::new(path), answer }
    };
    let events = format!("/api/webhooks/events?limit={PAGE}");
    vec![
        list("build_list", String::new(), Answer::Page),
        turns("build_list, page 1 to 100", builds.clone(), &known.pages, Answer::Page),
        list("build_list of a repository", format!("&repo={main}"), Answer::Page),
        list("build_list of failed ones", "&status=failed".to_owned(), Answer::Page),
        list(
            "build_list of a repository's branch",
            format!("&repo={main}&branch=main"),
            Answer::Page,
        ),
        list(
            "build_list of a branch without builds in this repository",
            format!("&repo={none}&branch=main"),
            Answer::Nothing,
        ),
        list(
            "build_list of a branch without builds anywhere",
            "&branch=none".to_owned(),
            Answer::Nothing,
        ),
        turns("build_show", "/api/builds/".to_owned(), &known.builds, Answer::Other),
        Subject {
            name: "webhook_list",
            path: Box::new(move |_| events.clone()),
            answer: Answer::Page,
        },
        turns("webhook_show", "/api/webhooks/events/".to_owned(), &known.events, Answer::Other),
        Subject {
            name: "metrics",
            path: Box::new(|_| "/metrics".to_owned()),
            answer: Answer::Other,
        },
    ]
}

impl Subject {
    async fn ask(&self, api: &mut Api) -> Result<Times> {
        let mut times = Times::new();
        for turn in 0..=REQUESTS {
            let path = (self.path)(turn);
            let start = Instant::now();
            let answer = api.bytes(&path).await?;
            let time = start.elapsed();
            self.answer.check(&answer).with_context(|| format!("of {path}"))?;
            // The first one may find cold caches.
            if turn > 0 {
                times.record(time);
            }
        }
        Ok(times)
    }
}

async fn start(mut directory: Directory, figures: &mut Figures) -> Result<Directory> {
    let mut times = Times::new();
    for round in 0..=STARTS {
        let start = Instant::now();
        let mut server = directory.start()?;
        server.until_ready().await?;
        if round > 0 {
            times.record(start.elapsed());
        }
        server.stop()?;
        directory = server.into_directory()?;
    }
    let of = |name, percent| {
        let name = format!("`oored serve` until it is ready: {name}");
        Figure::new(GROUP, name, times.percentile_ms(percent), Unit::Milliseconds)
    };
    figures.push(of("p50", 50.0).aim(Aim::Under(START_AIM)));
    figures.push(of("the worst", 100.0));
    Ok(directory)
}
