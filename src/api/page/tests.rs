//! Page tokens: what they carry, and when they are refused.

use serde::Deserialize;

use super::*;

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Filters {
    status: Option<String>,
}

fn filters(status: &str) -> Filters {
    Filters { status: Some(status.to_owned()) }
}

type Numbers = Paging<Filters, u32>;

fn paging(token: Option<String>, given: Filters) -> Result<Numbers, String> {
    Numbers::new("number_list", PageLimit::default(), &PageToken::new(token), given)
        .map_err(|error| error.to_string())
}

fn first_page() -> Page<u32> {
    let paging = paging(None, filters("odd")).unwrap();
    paging.page((0..=50).collect(), |row| *row, |row| row)
}

#[test]
fn a_token_leads_to_the_next_page_with_the_filters_of_the_first() {
    let page = first_page();
    assert_eq!(page.items.len(), 50);
    for given in [Filters::default(), filters("odd")] {
        let next = paging(page.next_page.clone(), given).unwrap();
        assert_eq!((next.after, next.filters), (Some(49), filters("odd")));
    }
}

#[test]
fn the_last_page_has_no_token() {
    let paging = paging(None, Filters::default()).unwrap();
    assert_eq!(paging.rows_wanted(), 51);
    assert_eq!(paging.page((0..50).collect(), |row: &u32| *row, |row| row).next_page, None);
    assert_eq!(paging.page(Vec::new(), |row: &u32| *row, |row| row).next_page, None);
}

#[test]
fn a_token_that_does_not_fit_is_refused() {
    let token = first_page().next_page;
    let other_list = token::encode("letter_list", &1, &Filters::default());
    let other_position = token::encode("number_list", &"x", &Filters::default());
    let told = [
        paging(token, filters("even")),
        paging(Some(other_list), Filters::default()),
        paging(Some(other_position), Filters::default()),
        paging(Some("!".to_owned()), Filters::default()),
        paging(Some("eyJ2Ijo5LCJsIjoiIiwicCI6MSwiZiI6e319".to_owned()), Filters::default()),
    ]
    .map(|result| result.unwrap_err());
    insta::assert_snapshot!(told.join("\n"), @r"
    the page token was made with other filters than those given
    the page token belongs to another list
    the page token is not one that this server gave
    the page token is not one that this server gave
    the page token is of another version; start at the first page
    ");
}
