//! Bytes that are kept small: payloads are JSON, of which compression leaves a fifth, and what is
//! written to the disk while a sender waits is the less.

use std::cell::RefCell;
use std::io;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable, Value};
use zstd::bulk::{Compressor, Decompressor};

/// Half the time of zstd's first regular level, and a quarter more bytes.
const LEVEL: i32 = -4;

/// Fewer bytes are not worth the time.
const COMPRESS_FROM: usize = 256;

const RAW: u8 = 0;
const ZSTD: u8 = 1;

/// The form in one byte, the length of what is packed in four (little endian), and the bytes as they
/// are or as a zstd frame. Nothing at all stands for no bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packed(Vec<u8>);

thread_local! {
    /// Making one takes longer than using it.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = RefCell::default();
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = RefCell::default();
}

impl Packed {
    /// Packs `bytes`, as they are if compression does not pay or fails.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let length: u32 = bytes.len().try_into().unwrap_or(u32::MAX);
        let compressed = match bytes.len() {
            0 => return Self::default(),
            length if length < COMPRESS_FROM => None,
            _ => compress(bytes).ok().filter(|compressed| compressed.len() < bytes.len()),
        };
        match compressed {
            Some(compressed) => Self::of(ZSTD, length, &compressed),
            None => Self::of(RAW, length, bytes),
        }
    }

    /// Whether there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes as they were.
    ///
    /// # Errors
    /// When what is stored is damaged.
    pub fn unpack(&self) -> io::Result<Vec<u8>> {
        let Some((&form, rest)) = self.0.split_first() else { return Ok(Vec::new()) };
        let (length, data) = rest.split_first_chunk::<4>().ok_or(io::ErrorKind::InvalidData)?;
        match form {
            RAW => Ok(data.to_vec()),
            ZSTD => decompress(data, u32::from_le_bytes(*length) as usize),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    fn of(form: u8, length: u32, data: &[u8]) -> Self {
        let mut packed = Vec::with_capacity(5 + data.len());
        packed.push(form);
        packed.extend(length.to_le_bytes());
        packed.extend(data);
        Self(packed)
    }
}

fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| match kept {
        Some(compressor) => compressor.compress(bytes),
        None => kept.insert(Compressor::new(LEVEL)?).compress(bytes),
    })
}

fn decompress(bytes: &[u8], length: usize) -> io::Result<Vec<u8>> {
    DECOMPRESSOR.with_borrow_mut(|kept| match kept {
        Some(decompressor) => decompressor.decompress(bytes, length),
        None => kept.insert(Decompressor::new()?).decompress(bytes, length),
    })
}

impl From<Packed> for Value {
    fn from(packed: Packed) -> Self {
        packed.0.into()
    }
}

impl TryGetable for Packed {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        Vec::try_get_by(row, index).map(Self)
    }
}

impl ValueType for Packed {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        <Vec<u8> as ValueType>::try_from(value).map(Self)
    }

    fn type_name() -> String {
        "Packed".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Bytes
    }

    fn column_type() -> ColumnType {
        ColumnType::Blob
    }
}

impl Nullable for Packed {
    fn null() -> Value {
        Value::Bytes(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_out_as_it_was() {
        let random: Vec<u8> =
            (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b""[..], b"{}", &[b'x'; 10_000], &random] {
            assert_eq!(Packed::new(bytes).unpack().unwrap(), bytes);
        }
        assert!(Packed::new(&[b'x'; 10_000]).0.len() < 100);
    }

    #[test]
    fn what_is_damaged_is_an_error() {
        let Packed(packed) = Packed::new(&[b'x'; 10_000]);
        for damaged in [&packed[..3], &packed[..packed.len() - 1], &[9, 0, 0, 0, 0][..]] {
            Packed(damaged.to_vec()).unpack().unwrap_err();
        }
    }
}
