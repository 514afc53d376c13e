//! Secrets in the forms that other encoders give them, in the midst of other text, cut anywhere.

mod encoded;
mod examples;
