//! Whether the certificate and its key can be used, and for how long.

use std::path::Path;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::report::Finding;
use crate::clock::{self, Timestamp};
use crate::config::Config;
use crate::transport::Certificates;

const AREA: &str = "tls";

/// Who renews by themselves does so a month before.
const SOON: TimeDelta = TimeDelta::days(14);

/// Looks at the files, if TLS is spoken.
pub(super) async fn examine(config: &Config) -> Vec<Finding> {
    let Some(files) = &config.server.tls else {
        return vec![Finding::ok(
            AREA,
            "no certificate is configured: TLS is a proxy's, or nobody's",
        )];
    };
    if let Err(error) = Certificates::keep(files.clone()).await {
        return vec![Finding::failure(
            AREA,
            error.to_string(),
            "put both files in order; the server takes them within a second",
        )];
    }
    vec![judge(ends_at(&files.certificate), clock::now())]
}

fn ends_at(path: &Path) -> Result<Timestamp, String> {
    let pem = std::fs::read(path).map_err(|error| error.to_string())?;
    let first = CertificateDer::from_pem_slice(&pem).map_err(|error| error.to_string())?;
    not_after(&first).ok_or_else(|| "it does not tell until when it is valid".to_owned())
}

fn judge(ends_at: Result<Timestamp, String>, now: Timestamp) -> Finding {
    let renew = "renew it: put the new certificate and its key in the files that \
                 OORE_TLS_CERTIFICATE and OORE_TLS_KEY name; the server takes them within a second";
    match ends_at {
        Err(why) => Finding::warning(AREA, format!("the certificate can't be read: {why}"), renew),
        Ok(end) if end <= now => {
            Finding::failure(AREA, format!("the certificate ended on {}", end.date_naive()), renew)
        }
        Ok(end) if end - now < SOON => {
            let (date, days) = (end.date_naive(), (end - now).num_days());
            let told = format!("the certificate ends on {date}, in {days} days");
            Finding::warning(AREA, told, renew)
        }
        Ok(end) => {
            Finding::ok(AREA, format!("the certificate is valid until {}", end.date_naive()))
        }
    }
}

/// The end of a certificate's validity (RFC 5280, 4.1): the second time of the fourth part of the
/// signed part, behind the version, the serial number, the algorithm and the issuer.
fn not_after(certificate: &[u8]) -> Option<Timestamp> {
    const SEQUENCE: u8 = 0x30;
    const VERSION: u8 = 0xa0;
    let (_, whole, _) = part(certificate)?;
    let (_, mut signed, _) = part(whole)?;
    if *signed.first()? == VERSION {
        signed = part(signed)?.2;
    }
    for _ in ["serial number", "algorithm", "issuer"] {
        signed = part(signed)?.2;
    }
    let (tag, validity, _) = part(signed)?;
    let (_, _, behind_start) = part(validity).filter(|_| tag == SEQUENCE)?;
    let (tag, end, _) = part(behind_start)?;
    time(tag, std::str::from_utf8(end).ok()?)
}

/// The tag and the content of the first part of `der`, and what is behind it (X.690, 8.1).
fn part(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let length = bytes.iter().try_fold(0_usize, |length, byte| {
            Some(length.checked_mul(256)? + usize::from(*byte))
        })?;
        (length, rest)
    };
    let (content, behind) = rest.split_at_checked(length)?;
    Some((tag, content, behind))
}

/// A UTCTime or a GeneralizedTime, as RFC 5280 (4.1.2.5) has them.
fn time(tag: u8, text: &str) -> Option<Timestamp> {
    const UTC_TIME: u8 = 0x17;
    const GENERALIZED_TIME: u8 = 0x18;
    let whole = match tag {
        // Years from 50 on are of the last century.
        UTC_TIME if text.get(..2)? >= "50" => format!("19{text}"),
        UTC_TIME => format!("20{text}"),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    let time = NaiveDateTime::parse_from_str(&whole, "%Y%m%d%H%M%SZ").ok()?;
    Some(DateTime::<Utc>::from_naive_utc_and_offset(time, Utc))
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn certificate(year: i32) -> Vec<u8> {
        let mut of = rcgen::CertificateParams::new(vec!["ci.example.com".to_owned()]).unwrap();
        of.not_after = rcgen::date_time_ymd(year, 3, 4);
        let key = rcgen::KeyPair::generate().unwrap();
        of.self_signed(&key).unwrap().der().to_vec()
    }

    #[test]
    fn the_end_is_read_in_both_forms_of_time() {
        for year in [2027, 2049, 2050, 2120] {
            let end = not_after(&certificate(year)).map(|end| end.date_naive().to_string());
            assert_eq!(end, Some(format!("{year}-03-04")));
        }
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        let good = certificate(2030);
        for length in 0..120 {
            assert_eq!(not_after(&good[..length]), None, "{length}");
        }
        assert_eq!(not_after(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(not_after(&[0x30, 0xff]), None);
    }

    #[test]
    fn a_certificate_is_renewed_two_weeks_before_its_end() {
        let now = clock::now();
        let level = |days| judge(Ok(now + TimeDelta::days(days)), now).level;
        assert_eq!([15, 13, -1].map(level), [Level::Ok, Level::Warning, Level::Failure]);
        assert_eq!(judge(Err("x".to_owned()), now).level, Level::Warning);
    }
}
