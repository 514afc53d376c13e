//! What to do about a mistake, where the place itself has nothing better to say.

/// General advice for a code; none where the message is made from a text that every place gives.
pub(crate) fn advice(code: &str) -> Option<&'static str> {
    Some(match code {
        "ambiguous_number" => "put it in quotes, as it is to be read",
        "cycle" => "remove one of the `needs`, so that one of the jobs can begin",
        "duplicate_key" | "duplicate_name" | "duplicate_step_id" => "rename or remove one of them",
        "duplicate_value" => "remove one of them; naming it twice has no effect",
        "empty" => "fill it in, or remove the key",
        "empty_matrix" => "give it a value, or remove the name from the matrix",
        "expression_failed" => {
            "ask with `has(..)` whether the value is there, and say what else to use"
        }
        "expression_not_allowed" => {
            "write a plain text; `env:`, `if:`, names and outputs take `${{ }}`"
        }
        "invalid_character" => "remove it; no environment variable and no file name can hold it",
        "invalid_default" => "make the default one of the values that the input takes",
        "invalid_expression" => "write it in CEL, such as `ref.name == \"main\" && !failure()`",
        "invalid_key" => "write a plain word before the colon",
        "invalid_number" => "write a whole number in this range, without quotes",
        "missing_key" => "add it; docs/pipeline.md shows where it stands",
        "too_deep" => "nothing in this language is nested so deeply; look for a bracket too many",
        "too_many_values" => "name fewer, or split the job",
        "unknown_function" => {
            "expressions have CEL's functions; `success()`, `failure()`, `always()` and `canceled()` stand in `if:` alone"
        }
        "unknown_variable" => "docs/pipeline.md lists what is known at each place",
        "value_too_long" => "shorten it; a long text belongs into a file or a script",
        "wrong_type" => "write a value of that kind; docs/pipeline.md has an example of each key",
        _ => return None,
    })
}
