//! The rules of `layers`, applied to the references of a file.

use std::path::Path;

use super::Finding;
use super::files::SourceFile;
use super::layers::{self, Layer};
use super::references::{Reference, references};

pub(super) fn check(file: &SourceFile, tree: &syn::File) -> Vec<Finding> {
    if file.is_test() {
        return Vec::new();
    }
    let module = module_path(&file.path);
    let mut found: Vec<_> =
        unlisted(file, &module).map(|a| (1, "imports", a)).into_iter().collect();
    for reference in references(tree, &module) {
        if layers::PURE.iter().any(|pure| file.path.starts_with(pure) || is_root(file, pure)) {
            found.extend(pure(&reference).map(|advice| (reference.line, "pure", advice)));
        }
        if file.path.starts_with("src") {
            found.extend(server(&module, &reference).map(|a| (reference.line, "imports", a)));
        }
        if file.path.starts_with("migration") {
            found.extend(migration(&reference).map(|a| (reference.line, "migration", a)));
        }
    }
    // A path in a `use` of several names is one breach.
    found.dedup();
    found.into_iter().map(|(line, rule, advice)| file.finding(line, rule, advice)).collect()
}

/// Whether the file is `pure.rs` beside the directory `pure`.
fn is_root(file: &SourceFile, pure: &str) -> bool {
    file.path.with_extension("") == Path::new(pure)
}

/// `src/actors/logs.rs` is the module `actors::logs`; the roots are the empty path.
fn module_path(path: &Path) -> Vec<String> {
    let inside = path.components().skip_while(|part| part.as_os_str() != "src").skip(1);
    let mut module: Vec<String> =
        inside.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if let Some(last) = module.last_mut() {
        last.truncate(last.trim_end_matches(".rs").len());
    }
    if matches!(module.as_slice(), [root] if root == "lib" || root == "main") {
        module.clear();
    }
    module
}

/// A module of the server that no rule holds for, because nobody wrote one.
fn unlisted(file: &SourceFile, module: &[String]) -> Option<String> {
    if !file.path.starts_with("src") {
        return None;
    }
    let place = "xtask/src/tidy/layers.rs";
    let name = module.first()?.as_str();
    let is_listed = layers::MODULES.iter().any(|layer| layer.name == name);
    if !is_listed && !layers::ASSEMBLY.contains(&name) {
        return Some(format!("module `{name}` has no line in {place}; add one"));
    }
    let actor = module.get(1).filter(|_| name == "actors")?.as_str();
    let has_rank = layers::ACTOR_RANKS.iter().any(|names| names.contains(&actor));
    (!has_rank).then(|| format!("actor `{actor}` has no rank in {place}; give it one"))
}

fn pure(reference: &Reference) -> Option<String> {
    let first = reference.path.first()?;
    if let [.., clock, last] = reference.path.as_slice()
        && last == "now"
    {
        return Some(format!("this part is pure and may not read `{clock}`; take the time"));
    }
    layers::IMPURE.contains(&first.as_str()).then(|| {
        format!("this part is pure and may not use `{first}`; take the result as an argument")
    })
}

/// A migration must mean the same in ten years, when the entity has changed.
fn migration(reference: &Reference) -> Option<String> {
    let entity = ["oored", "entities", "DeriveEntityModel", "EntityTrait"];
    let name = reference.path.iter().find(|name| entity.contains(&name.as_str()))?;
    Some(format!("uses `{name}`; write the tables and columns out with the builder"))
}

fn server(module: &[String], reference: &Reference) -> Option<String> {
    let from = module.first()?;
    let layer = layers::MODULES.iter().find(|layer| layer.name == from)?;
    let path: Vec<&str> = reference.path.iter().map(String::as_str).collect();
    let to = match path.as_slice() {
        ["crate", to, ..] => to,
        [to, _, ..] if layers::CRATES.iter().any(|other| is_crate(other, to)) => to,
        _ => return None,
    };
    if to != from && !layer.may_import.contains(to) && is_part(to) {
        return Some(match layer.may_import {
            [] => format!("`{from}` may not import `{to}`, nor anything else of ours"),
            allowed => format!("`{from}` may not import `{to}`, only {}", allowed.join(", ")),
        });
    }
    match path.as_slice() {
        ["crate", "actors", rest @ ..] if from == "actors" => actors(&module[1..], rest),
        ["crate", "actors", rest @ ..] => {
            let name = rest.iter().find(|name| layers::ACTOR_PRIVATE.contains(*name))?;
            Some(format!("`{name}` is an actor's own; use its handle"))
        }
        _ => None,
    }
}

fn is_crate(layer: &Layer, name: &str) -> bool {
    layer.name.replace('-', "_") == name
}

/// A module or crate of ours, rather than a macro or type at the crate's root.
fn is_part(name: &str) -> bool {
    layers::ASSEMBLY.contains(&name)
        || layers::MODULES.iter().chain(layers::CRATES).any(|layer| is_crate(layer, name))
}

fn actors(module: &[String], path: &[&str]) -> Option<String> {
    let rank = |name: &str| layers::ACTOR_RANKS.iter().position(|names| names.contains(&name));
    let (from, to) = (module.first()?, path.first()?);
    let Some(own) = rank(from) else {
        return Some(format!(
            "actor `{from}` has no rank in xtask/src/tidy/layers.rs; give it one"
        ));
    };
    let other = rank(to)?;
    if from == to || other < own {
        return None;
    }
    Some(format!("`{from}` may not import `{to}`, which is not below it; the way up is the bus"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(path: &str, text: &str) -> Vec<(usize, String)> {
        let file = SourceFile { path: path.into(), text: text.into(), is_generated: false };
        let findings = check(&file, &syn::parse_file(text).unwrap());
        findings.into_iter().map(|finding| (finding.line, finding.advice)).collect()
    }

    /// The lines of `text` that are found when it is the file `path`.
    fn lines(path: &str, text: &str) -> Vec<usize> {
        advice(path, text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn imports_upwards_are_found_in_every_notation() {
        let text = "use crate::{ids::BuildId, store};\n\
                    use super::super::api::page;\n\
                    fn a() -> crate::app::App { b!(crate::actors::root::start()) }\n\
                    use crate::domain::build;\n";
        assert_eq!(lines("src/domain/build.rs", text), [1, 2, 3, 3]);
        let (_, advice) = advice("src/domain/build.rs", text).swap_remove(0);
        assert_eq!(advice, "`domain` may not import `store`, only ids, pipeline");
    }

    #[test]
    fn imports_downwards_and_of_itself_are_fine() {
        let text =
            "use crate::ids::BuildId;\nuse super::job;\nuse pipeline::plan;\nuse std::fmt;\n";
        assert_eq!(lines("src/domain/build.rs", text), [0; 0]);
    }

    #[test]
    fn crates_of_ours_are_layers_too_unless_the_name_is_local() {
        assert_eq!(lines("src/store/a.rs", "use runner::host;\n"), [1]);
        assert_eq!(lines("src/store/a.rs", "fn a() { protocol::b() }\n"), [1]);
        assert_eq!(lines("src/store/a.rs", "mod runner;\nuse runner::host;\n"), [0; 0]);
        let imported = "use crate::entities::runner;\nfn a() { runner::find() }\n";
        assert_eq!(lines("src/store/a.rs", imported), [0; 0]);
        let imported = "use crate::entities::runner::{self};\nfn a() { runner::find() }\n";
        assert_eq!(lines("src/store/a.rs", imported), [0; 0]);
        let renamed = "use crate::ids as runner;\nfn a() { runner::find() }\n";
        assert_eq!(lines("src/store/a.rs", renamed), [0; 0]);
        assert_eq!(lines("src/store/a.rs", "use protocol::{self, Frame};\n"), [1]);
    }

    #[test]
    fn actors_import_lower_ranks_only() {
        let text = "use crate::actors::bus::Bus;\n\
                    use super::scheduler::handle;\n\
                    use super::supervision;\n\
                    use crate::actors::logs::message;\n";
        assert_eq!(lines("src/actors/logs.rs", text), [2]);
        assert_eq!(lines("src/actors.rs", "pub use root::Root;\nmod root;\n"), [0; 0]);
        assert_eq!(lines("src/actors/novelty.rs", "use super::bus;\n"), [1]);
    }

    #[test]
    fn others_see_handles_of_actors_and_not_their_messages() {
        let text = "use crate::actors::logs::{handle, message::Append};\n";
        assert_eq!(lines("src/api/logs.rs", text), [1]);
    }

    #[test]
    fn pure_parts_keep_waiting_and_frameworks_out() {
        assert_eq!(lines("src/domain.rs", "use tokio::time;\n"), [1]);
        assert_eq!(lines("pipeline/src/plan.rs", "fn a() { rand::random() }\n"), [1]);
        assert_eq!(lines("src/store/a.rs", "use sea_orm::Select;\n"), [0; 0]);
        let clock = "use chrono::Utc;\nfn a() { Utc::now() }\nfn b() { crate::clock::now() }\n";
        assert_eq!(lines("src/domain/a.rs", clock), [2, 3, 3]);
    }

    #[test]
    fn migrations_know_no_entity() {
        let text = "use sea_orm_migration::prelude::*;\nuse sea_orm::EntityTrait;\n";
        assert_eq!(lines("migration/src/m1.rs", text), [2]);
    }

    #[test]
    fn an_unlisted_module_is_found_and_tests_are_free() {
        assert_eq!(lines("src/novelty.rs", "use crate::ids;\n"), [1]);
        let text = "#[cfg(test)]\nmod tests {\n use crate::store::a;\n}\n";
        assert_eq!(lines("src/domain/a.rs", text), [0; 0]);
    }
}
