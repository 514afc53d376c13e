//! Files that were damaged at random: nothing panics, nothing takes long, every place is in the
//! file. The damage is the same on every run.

use pipeline::expression::render;
use pipeline::{Source, parse, plan};

use crate::support::{push, quickly, with_job, with_step};

/// How many damaged files are read.
const ROUNDS: u64 = 4000;

/// What is put into files; the pieces the language is made of, and odd ones.
const PIECES: [&str; 48] = [
    "${{",
    "}}",
    "${{ ",
    "'",
    "\"",
    "\\",
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    "\r",
    "\0",
    "\u{feff}",
    "\u{1b}",
    "ü",
    "\u{10ffff}",
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    ",",
    "#",
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "<<: ",
    "? ",
    "%YAML 1.2\n",
    "~",
    "null",
    "true",
    "1e999",
    "99999999999999999999",
    "0s",
    "-1",
    "needs: ",
    "matrix: ",
    "if: ",
    "run: ",
    "steps.a.b",
    "[1].map(x, x)",
];

/// A small generator (SplitMix64): no dependency, and the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn seeds() -> Vec<String> {
    vec![
        with_job(
            "name: Test ${{ matrix.os }}\nneeds: [a]\nif: ref.name != \"docs\" && always()\n\
             runs_on: [linux, \"${{ matrix.os }}\"]\nmatrix:\n  values: {os: [linux, mac], v: [1, 2]}\n\
             \u{20} exclude: [{os: mac, v: 1}]\n  include: [{os: bsd, v: 3}]\n  max_parallel: 2\n\
             timeout: 1h30m\nenv: {A: b, C: \"${{ needs.a.outputs.x }}\"}\n\
             checkout: {depth: 0, submodules: recursive, lfs: true}\n\
             outputs: {o: \"${{ steps.s.outputs.o }}\"}\n\
             steps:\n- id: s\n  name: Größe\n  run: |\n    echo one\n    echo two\n  timeout: 5m\n\
             - {run: x, if: \"[1, 2].exists(x, x == build.number)\", shell: sh}",
        ) + "  a: {outputs: {x: y}, steps: [{run: x}]}\n",
        "version: 1\non:\n  push: {branches: [main, \"!x/**\"], tags: [\"v*\"], paths: [\"a/{b,c}\"]}\n  \
         pull_request:\n    types: [opened]\n    drafts: false\n  manual:\n    inputs:\n      \
         f: {type: choice, options: [a, b], default: a}\nenv: {V: 1.10}\n\
         defaults: {runs_on: linux, shell: python}\njobs: {a: {steps: [{run: print(1)}]}}\n"
            .to_owned(),
        with_step("run: x\nworking_directory: a/b\nif: ${{ !failure() && size(ref.name) > 3 }}"),
    ]
}

fn damaged(seed: &str, numbers: &mut Numbers) -> String {
    let mut characters: Vec<char> = seed.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(characters.len() + 1);
        let end = (at + numbers.below(12)).min(characters.len());
        match numbers.below(5) {
            0 => drop(characters.drain(at..end)),
            1 => {
                let copied: Vec<char> = characters[at..end].to_vec();
                let to = numbers.below(characters.len() + 1);
                characters.splice(to..to, copied);
            }
            2 if at < characters.len() => {
                let other = numbers.below(characters.len());
                characters.swap(at, other);
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                characters.splice(at..at, piece.chars());
            }
        }
    }
    characters.into_iter().collect()
}

#[test]
fn no_damage_makes_an_expression_panic_or_take_long() {
    let seeds = [
        "ref.name.matches('^v[0-9]+') && size(commit.message) > 3 || !has(pull_request.number)",
        "[1, 2, 3].map(x, x * 2).filter(y, y > build.number - 5).exists(z, z in [4]) ? 'a' : \"b\"",
        "{'a': {'b': [1.5, 2u, -3, null, b'x', r'\\n']}}['a'].b[0] + double(steps.test.outputs.coverage)",
        "needs['build-app'].outputs.version == '''x''' && timestamp('2026-01-02T03:04:05Z').getMonth() == 0",
    ];
    let (mut right, mut wrong) = (0, 0);
    for round in 0..ROUNDS {
        let mut numbers = Numbers(round);
        let text = damaged(seeds[numbers.below(seeds.len())], &mut numbers);
        match quickly(|| render(&format!("${{{{ {text} }}}}"), &push())) {
            Ok(_) => right += 1,
            Err(_) => wrong += 1,
        }
    }
    assert!(right > 100 && wrong > 1000, "{right} right and {wrong} wrong prove little");
}

#[test]
fn the_seeds_are_right() {
    for text in seeds() {
        crate::support::good(&text);
    }
}

#[test]
fn no_damage_makes_the_reader_panic_or_point_outside_the_file() {
    let (mut right, mut wrong) = (0, 0);
    for round in 0..ROUNDS {
        let mut numbers = Numbers(round);
        let seeds = seeds();
        let text = damaged(&seeds[numbers.below(seeds.len())], &mut numbers);
        let source = Source { path: "oore.yaml".to_owned(), text };
        match quickly(|| parse(&source)) {
            Ok(pipeline) => {
                right += 1;
                let _planned = quickly(|| plan(&pipeline, &push()));
            }
            Err(mistakes) => {
                wrong += 1;
                assert!(!mistakes.items.is_empty(), "round {round}");
                for span in mistakes.items.iter().filter_map(|item| item.span) {
                    let found = source.text.get(span.offset..span.offset + span.length);
                    assert!(found.is_some(), "round {round}: {span:?}\n{}", source.text);
                    assert!(span.line >= 1 && span.column >= 1, "round {round}: {span:?}");
                }
                if round % 20 == 0 {
                    assert!(!mistakes.to_string().is_empty());
                }
            }
        }
    }
    assert!(right > 100 && wrong > 1000, "{right} right and {wrong} wrong files prove little");
}
