//! The form of an object: frames of zstd that can be read each for itself, then a table of them.
//!
//! It is the seekable format of zstd
//! (<https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md>):
//! the table stands in a frame that other readers skip, so `zstd -dc` gives the whole log.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt as _;

use sha2::{Digest as _, Sha256};
use zstd::bulk::Compressor;
use zstd::zstd_safe::CParameter;

/// How much of a log one frame holds: what a reader of any byte decompresses at most.
pub const FRAME_BYTES: usize = 256 * 1024;

/// zstd's own default: a log is written once here and kept for long.
const LEVEL: i32 = 3;

/// Begins the frame of the table, which decompressors skip.
const SKIPPABLE: u32 = 0x184D_2A5E;

/// Ends the object.
const SEEKABLE: u32 = 0x8F92_EAB1;

/// The head of the table's frame: its magic number and its length.
const HEAD_BYTES: u64 = 8;

/// The end of the table: the number of frames, a byte of flags, the magic number.
const FOOT_BYTES: u64 = 9;

/// The entry of a frame: its length as it is stored, and as it was.
const ENTRY_BYTES: u64 = 8;

/// What an object holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many bytes the log has.
    pub length: u64,
    /// How many bytes the object takes.
    pub stored: u64,
    /// The SHA-256 of the log's bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Writes an object.
pub(super) struct Writer<W> {
    out: W,
    compressor: Compressor<'static>,
    pending: Vec<u8>,
    table: Vec<u8>,
    hash: Sha256,
    length: u64,
    stored: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut compressor = Compressor::new(LEVEL)?;
        compressor.set_parameter(CParameter::ChecksumFlag(true))?;
        let (pending, table) = (Vec::with_capacity(FRAME_BYTES), Vec::new());
        Ok(Self { out, compressor, pending, table, hash: Sha256::new(), length: 0, stored: 0 })
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        while !bytes.is_empty() {
            let room = (FRAME_BYTES - self.pending.len()).min(bytes.len());
            let (now, later) = bytes.split_at(room);
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() == FRAME_BYTES {
                self.end_frame()?;
            }
        }
        Ok(())
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn finish(mut self) -> io::Result<(W, Summary)> {
        if !self.pending.is_empty() {
            self.end_frame()?;
        }
        let frames = small(self.table.len() as u64 / ENTRY_BYTES)?;
        let size = small(self.table.len() as u64 + FOOT_BYTES)?;
        let head = [SKIPPABLE, size].map(u32::to_le_bytes).concat();
        let foot = [&frames.to_le_bytes()[..], &[0], &SEEKABLE.to_le_bytes()].concat();
        for part in [&head, &self.table, &foot] {
            self.out.write_all(part)?;
            self.stored += part.len() as u64;
        }
        let sha256 = hex::encode(self.hash.finalize());
        Ok((self.out, Summary { length: self.length, stored: self.stored, sha256 }))
    }

    fn end_frame(&mut self) -> io::Result<()> {
        let compressed = self.compressor.compress(&self.pending)?;
        self.out.write_all(&compressed)?;
        self.table.extend(small(compressed.len() as u64)?.to_le_bytes());
        self.table.extend(small(self.pending.len() as u64)?.to_le_bytes());
        self.stored += compressed.len() as u64;
        self.pending.clear();
        Ok(())
    }
}

fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("the log is too large for an object"))
}

/// An object that is open for reading.
#[derive(Debug)]
pub struct Object {
    file: File,
    frames: Vec<Frame>,
}

/// Where a frame is in the object, and which part of the log it holds.
#[derive(Debug, Clone, Copy)]
struct Frame {
    place: u64,
    stored: usize,
    start: u64,
    length: usize,
}

impl Object {
    /// Reads the table.
    ///
    /// # Errors
    /// When the file can't be read or is no whole object.
    pub fn open(file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let foot_at = size.checked_sub(FOOT_BYTES).ok_or_else(damaged)?;
        let foot = read_at(&file, foot_at, FOOT_BYTES)?;
        let count = u64::from(number(&foot, 0));
        if number(&foot, 5) != SEEKABLE || foot[4] != 0 {
            return Err(damaged());
        }
        let table_bytes = count * ENTRY_BYTES;
        let head_at = foot_at.checked_sub(table_bytes + HEAD_BYTES).ok_or_else(damaged)?;
        let table = read_at(&file, head_at + HEAD_BYTES, table_bytes)?;
        let mut frames = Vec::new();
        let (mut place, mut start) = (0, 0);
        for entry in table.chunks_exact(8) {
            let (stored, length) = (number(entry, 0), number(entry, 4));
            if length as usize > FRAME_BYTES {
                return Err(damaged());
            }
            frames.push(Frame { place, stored: stored as usize, start, length: length as usize });
            place += u64::from(stored);
            start += u64::from(length);
        }
        if place == head_at { Ok(Self { file, frames }) } else { Err(damaged()) }
    }

    /// How many bytes the log has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.frames.last().map_or(0, |last| last.start + last.length as u64)
    }

    /// The bytes from `offset` to the end of the frame that holds it; none at the end of the log.
    ///
    /// # Errors
    /// When the file can't be read or is damaged there.
    pub fn read_from(&self, offset: u64) -> io::Result<Option<Vec<u8>>> {
        let behind = self.frames.partition_point(|frame| frame.start <= offset);
        let Some(frame) = behind.checked_sub(1).map(|at| self.frames[at]) else { return Ok(None) };
        let skip = usize::try_from(offset - frame.start).unwrap_or(usize::MAX);
        if skip >= frame.length {
            return Ok(None);
        }
        let stored = read_at(&self.file, frame.place, frame.stored as u64)?;
        let mut bytes = zstd::bulk::decompress(&stored, frame.length)?;
        if bytes.len() == frame.length { Ok(Some(bytes.split_off(skip))) } else { Err(damaged()) }
    }
}

/// Reads an object to its end, as any zstd reader does, and tells what it holds.
///
/// # Errors
/// When it can't be read or is damaged.
pub fn check(object: impl Read) -> io::Result<Summary> {
    let mut counted = Counted { inner: object, count: 0 };
    let mut decoder = zstd::stream::read::Decoder::new(&mut counted)?;
    let (mut hash, mut length) = (Sha256::new(), 0);
    let mut piece = vec![0; FRAME_BYTES];
    loop {
        let count = decoder.read(&mut piece)?;
        if count == 0 {
            break;
        }
        hash.update(&piece[..count]);
        length += count as u64;
    }
    drop(decoder);
    Ok(Summary { length, stored: counted.count, sha256: hex::encode(hash.finalize()) })
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

fn read_at(file: &File, place: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| damaged())?];
    file.read_exact_at(&mut bytes, place)?;
    Ok(bytes)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let mut four = [0; 4];
    four.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(four)
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the object of a log is damaged")
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, SeekFrom};

    use super::*;
    use crate::crypto::signature::sha256_hex;

    /// Bytes that compress a little, and a length that is no multiple of a frame's.
    fn log() -> Vec<u8> {
        (0..150_000_u32).flat_map(|line| format!("{line:x}\n").into_bytes()).collect()
    }

    fn object(bytes: &[u8]) -> (File, Summary) {
        let mut writer = Writer::new(tempfile::tempfile().unwrap()).unwrap();
        for piece in bytes.chunks(77_777) {
            writer.push(piece).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn any_byte_is_found_without_reading_the_others() {
        let log = log();
        let (file, summary) = object(&log);
        let object = Object::open(file).unwrap();
        let length = log.len() as u64;
        assert_eq!((object.length(), summary.length), (length, length));
        assert!(object.frames.len() > 3, "{} frames", object.frames.len());
        let frame = FRAME_BYTES as u64;
        for from in [0, 1, frame - 1, frame, frame + 1, length - 1] {
            let piece = object.read_from(from).unwrap().unwrap();
            let place = usize::try_from(from).unwrap();
            assert_eq!(piece, log[place..place + piece.len()], "from {from}");
            assert!(!piece.is_empty() && piece.len() <= FRAME_BYTES);
        }
        for behind in [length, length + 1, u64::MAX] {
            assert_eq!(object.read_from(behind).unwrap(), None);
        }
    }

    #[test]
    fn any_reader_of_zstd_gets_the_whole_log() {
        for log in [log(), Vec::new(), vec![7; FRAME_BYTES], vec![7]] {
            let (mut file, summary) = object(&log);
            assert_eq!(summary.sha256, sha256_hex(&log));
            assert_eq!(summary.stored, file.metadata().unwrap().len());
            file.seek(SeekFrom::Start(0)).unwrap();
            assert_eq!(zstd::decode_all(&file).unwrap(), log);
            file.seek(SeekFrom::Start(0)).unwrap();
            assert_eq!(check(file).unwrap(), summary);
        }
    }

    #[test]
    fn an_object_that_was_cut_or_changed_is_never_read_as_another_log() {
        let log = log();
        let (file, summary) = object(&log);
        let last_byte = summary.stored - 1;
        for (at, is_seen_at_once) in [(200, false), (last_byte, true)] {
            let mut byte = [0];
            file.read_exact_at(&mut byte, at).unwrap();
            file.write_all_at(&[byte[0] ^ 1], at).unwrap();
            match Object::open(file.try_clone().unwrap()) {
                Ok(object) => {
                    assert!(!is_seen_at_once);
                    object.read_from(0).unwrap_err();
                }
                Err(_) => assert!(is_seen_at_once),
            }
            file.write_all_at(&byte, at).unwrap();
        }
        file.set_len(last_byte).unwrap();
        Object::open(file).unwrap_err();
    }
}
