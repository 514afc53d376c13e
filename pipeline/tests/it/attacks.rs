//! Files written to make the reader slow, big or dead.

use pipeline::expression::{ExpressionError, condition, render};

use crate::support::{bad, codes, push, quickly, with_job, with_step};

#[test]
fn an_alias_bomb_is_refused_before_it_grows() {
    let mut text = String::from("version: 1\non: push\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let found = quickly(|| codes(&text));
    assert!(found.contains(&"alias_not_allowed".to_owned()), "{found:?}");
}

#[test]
fn ten_thousand_levels_are_refused_in_every_notation() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")] {
        let text = format!("jobs: {}x{}", open.repeat(10_000), close.repeat(10_000));
        // YAML's own parser may give up first.
        let found = quickly(|| codes(&text));
        assert!(found == ["too_deep"] || found == ["invalid_yaml"], "{open} {found:?}");
        let unclosed = format!("jobs: {}", open.repeat(10_000));
        quickly(|| bad(&unclosed));
    }
    let block: String = (0..500).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    assert_eq!(quickly(|| codes(&block)), ["too_deep"]);
    let dashes = format!("jobs:\n  {}x", "- ".repeat(10_000));
    assert_eq!(quickly(|| codes(&dashes)), ["too_deep"]);
}

#[test]
fn a_matrix_of_a_million_jobs_is_counted_and_not_made() {
    let values = (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let axes: String = ["a", "b", "c"].map(|name| format!("    {name}: [{values}]\n")).concat();
    let text = with_job(&format!("matrix:\n  values:\n{axes}steps: [{{run: x}}]"));
    assert_eq!(quickly(|| codes(&text)), ["matrix_too_large"]);
    let axes: String = (0..30).map(|n| format!("    a{n}: [{values}]\n")).collect();
    let text = with_job(&format!("matrix:\n  values:\n{axes}steps: [{{run: x}}]"));
    assert_eq!(quickly(|| codes(&text)), ["matrix_too_large"]);
}

#[test]
fn many_exclusions_of_a_large_matrix_take_no_time() {
    let values = (0..32).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let exclusions: String = (0..3000).map(|n| format!("    - {{a: {n}, b: {n}}}\n")).collect();
    let text = with_job(&format!(
        "matrix:\n  values: {{a: [{values}], b: [{values}]}}\n  exclude:\n{exclusions}steps: [{{run: x}}]"
    ));
    assert_eq!(quickly(|| codes(&text)), ["matrix_too_large", "too_many_values"]);
}

#[test]
fn long_lists_are_not_compared_with_themselves() {
    let list = (0..20_000).map(|n| format!("j{n}")).collect::<Vec<_>>().join(", ");
    let map = (0..9_000).map(|n| format!("j{n}: [1]")).collect::<Vec<_>>().join(", ");
    for (lines, expected) in [
        (format!("needs: [{list}]\nsteps: [{{run: x}}]"), "too_many_values"),
        (format!("runs_on: [{list}]\nsteps: [{{run: x}}]"), "too_many_values"),
        (format!("matrix: {{values: {{{map}}}}}\nsteps: [{{run: x}}]"), "too_many_values"),
        (format!("steps: [{}]", vec!["{id: a, run: x}"; 10_000].join(", ")), "too_many_steps"),
    ] {
        let found = quickly(|| codes(&with_job(&lines)));
        assert!(found.contains(&expected.to_owned()), "{found:?}");
    }
    let many: String = (0..15_000).map(|n| format!("${{{{ a{n} }}}}")).collect();
    let text = with_job(&format!("name: {many}\nsteps: [{{run: x}}]"));
    assert_eq!(quickly(|| codes(&text)), ["invalid_expression"]);
}

#[test]
fn a_hundred_thousand_mistakes_are_counted_but_not_all_listed() {
    let text: String = (0..20_000).map(|n| format!("k{n}: 1\n")).collect();
    let mistakes = quickly(|| bad(&text));
    assert_eq!(mistakes.items.len(), 101);
    let last = mistakes.items.last().expect("there are many");
    assert_eq!(last.code, "more_mistakes");
    assert_eq!(last.message, "19903 more mistakes are not listed");
    quickly(|| mistakes.to_string());
}

#[test]
fn a_circle_of_two_hundred_jobs_is_found() {
    let jobs: String = (0..200)
        .map(|n| format!("  j{n}:\n    needs: j{}\n    steps: [{{run: x}}]\n", (n + 1) % 200))
        .collect();
    let text = format!("version: 1\non: push\njobs:\n{jobs}");
    let mistakes = quickly(|| bad(&text));
    assert_eq!(mistakes.items.len(), 1);
    assert!(mistakes.items[0].message.contains("j0 -> j1 -> j2"), "{mistakes}");
}

#[test]
fn a_dense_graph_and_a_long_chain_are_walked_in_no_time() {
    let jobs: String = (0..150)
        .map(|n| {
            let needs = (n + 1..150).map(|m| format!("j{m}")).collect::<Vec<_>>().join(", ");
            format!("  j{n}: {{needs: [{needs}], steps: [{{run: x}}]}}\n")
        })
        .collect();
    quickly(|| crate::support::good(&format!("version: 1\non: push\njobs:\n{jobs}")));
    let jobs: String = (0..4000)
        .map(|n| format!("  j{n}: {{needs: j{}, steps: [{{run: x}}]}}\n", n + 1))
        .collect();
    let found = quickly(|| codes(&format!("version: 1\non: push\njobs:\n{jobs}")));
    assert_eq!(found, ["too_many_jobs", "unknown_need"]);
}

#[test]
fn huge_numbers_are_refused_and_not_rounded() {
    let text = with_job(
        "matrix: {values: {a: [99999999999999999999999999]}, max_parallel: 99999999999}\n\
         checkout: {depth: 4294967296}\ntimeout: 99999999999999999999h\nsteps: [{run: x}]",
    );
    let found = quickly(|| codes(&text));
    assert_eq!(found, ["ambiguous_number", "invalid_number", "invalid_number", "invalid_duration"]);
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let text = format!("version: 1\n# {}", "x".repeat(256 * 1024));
    let mistakes = quickly(|| bad(&text));
    assert_eq!(mistakes.items[0].code, "file_too_large");
    assert_eq!(mistakes.items[0].span, None);
}

#[test]
fn patterns_cannot_backtrack() {
    let pattern = "*a".repeat(120);
    let text = format!(
        "version: 1\non: {{push: {{branches: [\"{pattern}b\", \"{{a,b}}{{c,d}}**/**/**/x\"]}}}}\n\
         jobs: {{a: {{steps: [{{run: x}}]}}}}"
    );
    let pipeline = quickly(|| crate::support::good(&text));
    let branches = pipeline.on.push.and_then(|push| push.branches).expect("it was given");
    let name = "a".repeat(10_000);
    assert!(!quickly(|| branches.verdict(&name)).matched);
}

/// Shapes that recurse in a parser or an evaluator.
fn deep_expressions() -> Vec<String> {
    let wrap = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let mut shapes = Vec::new();
    for times in [3, 12, 16, 20, 24, 90, 180, 400, 900] {
        shapes.push(wrap("(", "true", ")", times));
        shapes.push(wrap("[", "1", "]", times));
        shapes.push(wrap("{'a': ", "1", "}", times));
        shapes.push(wrap("!", "true", "", times));
        shapes.push(wrap("! ", "true", "", times));
        shapes.push(wrap("-", "1", "", times));
        shapes.push(wrap("- ", "1", "", times));
        shapes.push(wrap("size(", "'a'", ")", times));
        shapes.push(wrap("true ? true : ", "true", "", times));
        shapes.push(wrap("1 + ", "1", "", times));
        shapes.push(wrap("true && ", "true", "", times));
        shapes.push(wrap("1 in ", "1", "", times));
        shapes.push(wrap("1 == ", "1", "", times));
        shapes.push(format!("ref{}", ".a".repeat(times)));
        shapes.push(format!("ref{}", "[0]".repeat(times)));
        shapes.push(format!("ref{}", ".size()".repeat(times)));
        shapes.push("(".repeat(times));
        shapes.push(wrap("[1].map(x, ", "1", ")", times));
        shapes.push(format!("[1]{}", ".map(x, x)".repeat(times)));
        shapes.push(wrap("1+", "1", "", times.min(990)));
        shapes.push(wrap("1&&", "1", "", times));
        // Quotes and comments that a careless count of brackets would get wrong.
        shapes.push(wrap("r'\\\\' + (", "1", ")", times / 4));
        shapes.push(format!("r'\\\\' == '' || {}", wrap("[", "1", "]", times)));
        shapes.push(format!("// '\n{}", wrap("(", "1", ")", times)));
        shapes.push(format!("'''a'b''' == {}", wrap("{1: ", "1", "}", times)));
        shapes.push("a ".repeat(times));
        shapes.push("'".repeat(times));
    }
    shapes
}

#[test]
fn deep_expressions_end_within_a_small_stack() {
    let work = || {
        for shape in deep_expressions() {
            let _ended = quickly(|| condition(Some(&shape), &push()));
            let _ended =
                quickly(|| crate::support::read(&with_step(&format!("run: x\nif: \"{shape}\""))));
        }
    };
    // Half of what a worker thread of the server has.
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(work);
    thread.expect("a thread starts").join().expect("no shape ends the thread");
}

#[test]
fn values_that_double_run_out_of_budget() {
    let many = |item: &str, times: usize| vec![item; times].join(", ");
    let lists = format!("[1].map(x, [{0}]).map(x, [{0}]).map(x, [{0}])", many("x", 60));
    let texts = format!("inputs.t.map(x, {0}).map(x, {0}).map(x, {0})", ["x"; 10].join(" + "));
    let mut scope = push();
    scope.variables.insert("inputs".to_owned(), serde_json::json!({"t": ["x".repeat(2000)]}));
    for bomb in [lists, texts] {
        let result = quickly(|| render(&format!("${{{{ {bomb} }}}}"), &scope));
        assert_eq!(result, Err(ExpressionError::TooMuchWork), "{bomb}");
    }
}

#[test]
fn loops_within_loops_run_out_of_budget() {
    let mut scope = push();
    let many: Vec<u32> = (0..10_000).collect();
    scope.variables.insert("inputs".to_owned(), serde_json::json!({"l": many}));
    for expression in [
        "inputs.l.all(a, inputs.l.all(b, inputs.l.all(c, true)))",
        "size(inputs.l.map(a, inputs.l.map(b, a))) > 0",
        "inputs.l.exists_one(a, inputs.l.exists_one(b, true))",
        "inputs.l.filter(a, inputs.l.exists(b, b < 0)) == []",
    ] {
        let result = quickly(|| condition(Some(expression), &scope));
        assert_eq!(result, Err(ExpressionError::TooMuchWork), "{expression}");
    }
}

#[test]
fn large_values_of_the_scope_do_not_multiply() {
    let mut scope = push();
    let long = "x".repeat(60_000);
    let many: Vec<u32> = (0..10_000).collect();
    scope.variables.insert("inputs".to_owned(), serde_json::json!({"l": many, "t": long}));
    let result = quickly(|| render("${{ inputs.l.map(x, inputs.t) }}", &scope));
    assert_eq!(result, Err(ExpressionError::TooMuchWork));
    let result = quickly(|| condition(Some("inputs.l.all(x, x >= 0)"), &scope));
    assert_eq!(result, Ok(true));
    let result =
        quickly(|| condition(Some("inputs.l.exists(x, inputs.t.matches('(x+x+)+y'))"), &scope));
    assert_eq!(result, Err(ExpressionError::TooMuchWork));
}

#[test]
fn large_regular_expressions_are_refused_when_the_file_is_read() {
    let text = with_step("run: x\nif: ref.name.matches('(\\\\w{100}){100}')");
    assert_eq!(quickly(|| codes(&text)), ["invalid_expression"]);
}
