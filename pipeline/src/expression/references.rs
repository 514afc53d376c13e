//! What an expression refers to: the walk over its tree.

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue};

/// Something an expression names, in the order of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A variable and the constant members read from it: `needs.test.outputs.version`, also
    /// when written `needs["test"].outputs.version`.
    Variable {
        /// The variable, then its members as far as they are constant.
        path: Vec<String>,
    },
    /// A function that is not an operator.
    Function {
        /// As called.
        name: String,
    },
    /// `Name{..}`, which makes a message of a type; there are no such types here.
    Message {
        /// The type.
        name: String,
    },
}

/// All references of an expression. Names that a macro introduces (`x` of `list.map(x, ..)`) are
/// no variables.
pub(crate) fn references(expression: &IdedExpr) -> Vec<Reference> {
    let mut walk = Walk { found: Vec::new(), bound: Vec::new() };
    walk.visit(expression);
    walk.found
}

/// A constant path that is compared with a constant text: `needs.test.result == "failed"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// The variable and its members.
    pub(crate) path: Vec<String>,
    /// What it is compared with.
    pub(crate) word: String,
}

/// All comparisons of paths with texts, by `==`, `!=` and `in`.
pub(crate) fn comparisons(expression: &IdedExpr) -> Vec<Comparison> {
    let mut found = Vec::new();
    compare(expression, &mut found);
    found
}

fn compare(expression: &IdedExpr, found: &mut Vec<Comparison>) {
    match &expression.expr {
        Expr::Call(call) => {
            if let [left, right] = call.args.as_slice()
                && matches!(call.func_name.as_str(), "_==_" | "_!=_" | "@in")
            {
                found.extend(compared(left, right).into_iter().chain(compared(right, left)));
            }
            call.target.iter().for_each(|target| compare(target, found));
            call.args.iter().for_each(|argument| compare(argument, found));
        }
        Expr::Comprehension(comprehension) => {
            compare(&comprehension.iter_range, found);
            compare(&comprehension.loop_step, found);
        }
        Expr::List(list) => list.elements.iter().for_each(|element| compare(element, found)),
        Expr::Select(select) => compare(&select.operand, found),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {}
    }
}

/// The texts on the one side, where the other is a path.
fn compared(path: &IdedExpr, words: &IdedExpr) -> Vec<Comparison> {
    let Some(path) = path_of(path) else { return Vec::new() };
    let words = match &words.expr {
        Expr::Literal(LiteralValue::String(_)) => std::slice::from_ref(words),
        Expr::List(list) => list.elements.as_slice(),
        _ => &[],
    };
    let word = |it: &IdedExpr| match &it.expr {
        Expr::Literal(LiteralValue::String(word)) => Some(word.inner().to_string()),
        _ => None,
    };
    words.iter().filter_map(word).map(|word| Comparison { path: path.clone(), word }).collect()
}

struct Walk {
    found: Vec<Reference>,
    bound: Vec<String>,
}

impl Walk {
    fn visit(&mut self, expression: &IdedExpr) {
        if let Some(path) = path_of(expression) {
            self.add_variable(path);
            return;
        }
        match &expression.expr {
            Expr::Call(call) => {
                if is_plain_name(&call.func_name) {
                    self.found.push(Reference::Function { name: call.func_name.clone() });
                }
                if let Some(target) = &call.target {
                    self.visit(target);
                }
                call.args.iter().for_each(|argument| self.visit(argument));
            }
            Expr::Comprehension(comprehension) => {
                self.visit(&comprehension.iter_range);
                self.bound.push(comprehension.iter_var.clone());
                self.visit(&comprehension.loop_step);
                self.bound.pop();
            }
            Expr::List(list) => list.elements.iter().for_each(|element| self.visit(element)),
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.visit_entry(&entry.expr)),
            Expr::Select(select) => self.visit(&select.operand),
            Expr::Struct(message) => {
                self.found.push(Reference::Message { name: message.type_name.clone() });
            }
            Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => {}
        }
    }

    fn visit_entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.visit(&field.value),
            EntryExpr::MapEntry(entry) => {
                self.visit(&entry.key);
                self.visit(&entry.value);
            }
        }
    }

    fn add_variable(&mut self, path: Vec<String>) {
        let Some(name) = path.first() else { return };
        if !name.starts_with('@') && !self.bound.contains(name) {
            self.found.push(Reference::Variable { path });
        }
    }
}

/// `a.b.c`, `a["b"].c` and `has(a.b.c)` as their segments; none for what is no constant path.
fn path_of(expression: &IdedExpr) -> Option<Vec<String>> {
    match &expression.expr {
        Expr::Ident(name) => Some(vec![name.trim_start_matches('.').to_owned()]),
        Expr::Select(select) => {
            let mut path = path_of(&select.operand)?;
            path.push(select.field.clone());
            Some(path)
        }
        Expr::Call(call) if call.func_name == "_[_]" && call.target.is_none() => {
            let [operand, index] = call.args.as_slice() else { return None };
            let Expr::Literal(LiteralValue::String(key)) = &index.expr else { return None };
            let mut path = path_of(operand)?;
            path.push(key.inner().to_string());
            Some(path)
        }
        _ => None,
    }
}

/// Operators have names such as `_+_`, `!_` and `@in`.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
}
