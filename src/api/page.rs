//! Lists in pages: `limit` and `page_token` in, `items` and `next_page` out.
//!
//! A token carries the position after which the next page starts and the filters of the first
//! request, so that a client follows it with the token alone, and rows that are inserted meanwhile
//! shift nothing.

mod params;
mod schema;
mod token;

pub use params::{PageLimit, PageToken};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// The token of the next page; absent on the last one.
    pub next_page: Option<String>,
}

/// What a list operation was asked for: how many items, after which position, by which filters.
///
/// `F` is a plain struct of the filters whose default is "no filter"; `P` is the position in the
/// list, usually the id of the last item.
#[derive(Debug, Clone)]
pub struct Paging<F, P> {
    list: &'static str,
    limit: usize,
    /// The position of the last item of the page before; `None` for the first page.
    pub after: Option<P>,
    /// The filters in force.
    pub filters: F,
}

impl<F, P> Paging<F, P>
where
    F: Serialize + DeserializeOwned + Default + PartialEq,
    P: Serialize + DeserializeOwned,
{
    /// Reads the two parameters of the list `list` (its operation id) and the filters given beside.
    ///
    /// # Errors
    /// `InvalidPageToken` for a token that is not from this list, or that was made with other
    /// filters than those given now (giving none is fine).
    pub fn new(
        list: &'static str,
        limit: PageLimit,
        token: &PageToken,
        given: F,
    ) -> Result<Self, ApiError> {
        let limit = limit.items();
        let Some(token) = token.text() else {
            return Ok(Self { list, limit, after: None, filters: given });
        };
        let (after, filters) = token::decode::<P, F>(list, token)?;
        if given != F::default() && given != filters {
            return Err(ApiError::InvalidPageToken("was made with other filters than those given"));
        }
        Ok(Self { list, limit, after: Some(after), filters })
    }

    /// How many rows to ask the store for: one more than the page holds shows whether it is the
    /// last.
    #[must_use]
    pub const fn rows_wanted(&self) -> u64 {
        self.limit as u64 + 1
    }

    /// The page made of `rows`, which are at most [`rows_wanted`](Self::rows_wanted).
    pub fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        position: impl Fn(&R) -> P,
        view: impl FnMut(R) -> T,
    ) -> Page<T> {
        let has_more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let last = rows.last().filter(|_| has_more).map(position);
        let next_page = last.map(|last| token::encode(self.list, &last, &self.filters));
        Page { items: rows.into_iter().map(view).collect(), next_page }
    }
}

#[cfg(test)]
mod tests;
