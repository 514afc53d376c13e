//! Output on the wire: a fixed header and raw bytes.

use ulid::Ulid;

/// The most bytes one chunk carries. Large enough to make a commit worth while, small enough that
/// a dozen in flight fit in a few megabytes.
pub const MAX_CHUNK_BYTES: usize = 256 * 1024;

const HEADER_BYTES: usize = 1 + 16 + 8;
const KIND_LOG: u8 = 1;

/// A piece of a job's output, placed by its offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogChunk {
    /// The lease under which the job runs.
    pub lease: Ulid,
    /// The position of the first byte in the attempt's log.
    pub offset: u64,
    /// The output as it came, 1 to [`MAX_CHUNK_BYTES`] bytes.
    pub bytes: Vec<u8>,
}

/// A binary message that is not a log chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    /// Fewer bytes than the header takes, or no output behind it.
    #[error("binary frame of {0} bytes is too short for a log chunk")]
    Short(usize),
    /// More output than a chunk may hold.
    #[error("log chunk of {0} bytes is over the limit of {MAX_CHUNK_BYTES}")]
    Long(usize),
    /// A kind of binary frame that this version doesn't know.
    #[error("unknown kind of binary frame: {0}")]
    Kind(u8),
}

impl LogChunk {
    /// The chunk as a binary message: kind (1 byte), lease (16, big endian), offset (8, big
    /// endian), output.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER_BYTES + self.bytes.len());
        out.push(KIND_LOG);
        out.extend_from_slice(&u128::from(self.lease).to_be_bytes());
        out.extend_from_slice(&self.offset.to_be_bytes());
        out.extend_from_slice(&self.bytes);
        out
    }

    /// Reads a binary message.
    ///
    /// # Errors
    /// [`ChunkError`] when the message is not a chunk within the limits.
    pub fn decode(message: &[u8]) -> Result<Self, ChunkError> {
        let short = ChunkError::Short(message.len());
        let (&kind, rest) = message.split_first().ok_or(short)?;
        if kind != KIND_LOG {
            return Err(ChunkError::Kind(kind));
        }
        let (lease, rest) = rest.split_first_chunk::<16>().ok_or(short)?;
        let (offset, bytes) = rest.split_first_chunk::<8>().ok_or(short)?;
        match bytes.len() {
            0 => Err(short),
            n if n > MAX_CHUNK_BYTES => Err(ChunkError::Long(n)),
            _ => Ok(Self {
                lease: u128::from_be_bytes(*lease).into(),
                offset: u64::from_be_bytes(*offset),
                bytes: bytes.to_vec(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_survives_the_wire() {
        let chunk = LogChunk { lease: Ulid(7), offset: 1 << 40, bytes: vec![0, 0xff, b'\r', 0x1b] };
        assert_eq!(LogChunk::decode(&chunk.encode()), Ok(chunk));
    }

    #[test]
    fn what_is_no_chunk_is_refused() {
        let encoded = LogChunk { lease: Ulid(7), offset: 0, bytes: vec![1] }.encode();
        for length in 0..encoded.len() {
            assert_eq!(LogChunk::decode(&encoded[..length]), Err(ChunkError::Short(length)));
        }
        assert_eq!(LogChunk::decode(&[9; 40]), Err(ChunkError::Kind(9)));
        let long = LogChunk { lease: Ulid(7), offset: 0, bytes: vec![0; MAX_CHUNK_BYTES + 1] };
        assert_eq!(LogChunk::decode(&long.encode()), Err(ChunkError::Long(MAX_CHUNK_BYTES + 1)));
    }
}
