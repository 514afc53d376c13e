//! Reading the cache: commits, and the files in their roots.

use std::process::Stdio;

use encoding_rs::{Encoding, UTF_8};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{ChildStdin, ChildStdout};

use super::cache::{Mirror, OUTPUT_LIMIT};
use super::command::{GitError, PATIENCE, Running};

/// Larger pipeline files are not even read into memory; the language's own limit is far below.
const FILE_LIMIT: u64 = 1024 * 1024;

/// The command that this is.
const COMMAND: &str = "cat-file";

/// One git that reads the cache, object after object: a process costs more than what it reads.
///
/// How it asks and is answered: `git help cat-file`, "BATCH OUTPUT".
pub struct Objects<'a> {
    git: Running<'a>,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What a commit says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitFacts {
    /// The whole id: not what was asked for when that names a tag's own object.
    pub id: String,
    /// The author's name.
    pub author: String,
    /// The whole message.
    pub message: String,
    /// The commits that it follows, which need not be in the cache.
    pub parents: Vec<String>,
}

/// A file in a commit's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFile {
    /// Its name.
    pub name: String,
    /// Its blob.
    pub blob: String,
}

struct Object {
    id: String,
    content: Vec<u8>,
}

impl Mirror {
    /// Begins to read the cache.
    ///
    /// # Errors
    /// [`GitError`] when git can't be started.
    pub async fn objects(&self) -> Result<Objects<'_>, GitError> {
        let mut git = Running::start(self, [COMMAND, "--batch"], Stdio::piped()).await?;
        let questions = git.input()?;
        let answers = BufReader::new(git.output()?);
        Ok(Objects { git, questions, answers })
    }
}

impl Objects<'_> {
    /// What a fetched commit says about itself.
    ///
    /// # Errors
    /// [`GitError`] when the commit is not in the cache.
    pub async fn commit(&mut self, commit: &str) -> Result<CommitFacts, GitError> {
        let object = self.object(&format!("{commit}^{{commit}}"), OUTPUT_LIMIT).await?;
        Ok(facts(object))
    }

    /// Which of `names` are files in a fetched commit's root.
    ///
    /// # Errors
    /// [`GitError`] when the commit is not in the cache.
    pub async fn root(&mut self, commit: &str, names: &[&str]) -> Result<Vec<RootFile>, GitError> {
        let tree = self.object(&format!("{commit}^{{tree}}"), OUTPUT_LIMIT).await?;
        let mut files = root_files(&tree.content, tree.id.len() / 2);
        files.retain(|file| names.contains(&file.name.as_str()));
        Ok(files)
    }

    /// The contents of a file, fetched when it is not in the cache.
    ///
    /// # Errors
    /// [`GitError::TooMuch`] when it has more than 1 MiB; others when the remote can't be reached.
    pub async fn read(&mut self, file: &RootFile) -> Result<Vec<u8>, GitError> {
        Ok(self.object(&file.blob, FILE_LIMIT).await?.content)
    }

    async fn object(&mut self, name: &str, limit: u64) -> Result<Object, GitError> {
        let answer = tokio::time::timeout(PATIENCE, self.ask(name, limit)).await;
        match answer.map_err(|_| GitError::TimedOut { command: COMMAND.to_owned() })? {
            Ok(answer) => answer,
            // It has ended, and said why.
            Err(_) => Err(self.git.failure().await),
        }
    }

    /// # Errors
    /// When git has ended.
    async fn ask(&mut self, name: &str, limit: u64) -> std::io::Result<Result<Object, GitError>> {
        self.questions.write_all(format!("{name}\n").as_bytes()).await?;
        let mut head = String::new();
        if self.answers.read_line(&mut head).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let Some((id, size)) = found(&head) else {
            let message = format!("git answered `{}`", head.trim_end());
            return Ok(Err(GitError::Failed { command: COMMAND.to_owned(), message }));
        };
        if size > limit {
            return Ok(Err(GitError::TooMuch { command: COMMAND.to_owned(), limit }));
        }
        let mut content = Vec::new();
        // A line's end follows.
        (&mut self.answers).take(size + 1).read_to_end(&mut content).await?;
        if content.pop() != Some(b'\n') {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Ok(Object { id: id.to_owned(), content }))
    }
}

/// `<id> <type> <size>`, which other answers than an object's are not.
fn found(head: &str) -> Option<(&str, u64)> {
    let mut words = head.trim_end().split(' ');
    let (id, _, size) = (words.next()?, words.next()?, words.next()?);
    size.parse().ok().map(|size| (id, size))
}

/// `git help hash-object` names the parts of a commit, and `i18n.commitEncoding` the last one.
fn facts(Object { id, content }: Object) -> CommitFacts {
    let end = content.windows(2).position(|two| two == b"\n\n").unwrap_or(content.len());
    let (head, message) = content.split_at(end);
    let lines = || head.split(|byte| *byte == b'\n');
    let value = |name: &'static [u8]| lines().filter_map(move |line| line.strip_prefix(name));
    let encoding = value(b"encoding ").next().and_then(Encoding::for_label).unwrap_or(UTF_8);
    let text = |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.into_owned();
    let author = value(b"author ").next().unwrap_or_default();
    let author = author.split(|byte| *byte == b'<').next().unwrap_or_default();
    let parents = value(b"parent ").map(|id| String::from_utf8_lossy(id).into_owned());
    CommitFacts {
        id,
        author: text(author).trim().to_owned(),
        message: text(message).trim_start_matches('\n').trim_end().to_owned(),
        parents: parents.collect(),
    }
}

/// Regular files of a tree: `100644 <name>\0<id>` each, the id in bytes. A link is none: it would
/// point out of what was reviewed.
fn root_files(mut tree: &[u8], id_length: usize) -> Vec<RootFile> {
    let mut files = Vec::new();
    while let Some(end) = tree.iter().position(|byte| *byte == 0) {
        let (entry, rest) = tree.split_at(end);
        let Some((id, rest)) = rest[1..].split_at_checked(id_length) else { break };
        tree = rest;
        let entry = String::from_utf8_lossy(entry);
        if let Some((mode, name)) = entry.split_once(' ')
            && mode.starts_with("100")
        {
            files.push(RootFile { name: name.to_owned(), blob: hex::encode(id) });
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(text: &[u8]) -> CommitFacts {
        facts(Object { id: "a".repeat(40), content: text.to_vec() })
    }

    #[test]
    fn a_commit_tells_author_message_and_parents() {
        let text = b"tree 1\nparent 2\nparent 3\nauthor Ada L. <ada@x.test> 1 +0000\n\
                     committer Bo <bo@x.test> 1 +0000\n\nA title\n\nauthor Eve <e@x> text\n\n";
        let facts = commit(text);
        assert_eq!(facts.author, "Ada L.");
        assert_eq!(facts.message, "A title\n\nauthor Eve <e@x> text");
        assert_eq!(facts.parents, ["2", "3"]);
    }

    #[test]
    fn a_commit_is_read_in_the_encoding_that_it_names() {
        let text = b"tree 1\nauthor J\xfcrgen <j@x.test> 1 +0000\nencoding ISO-8859-1\n\ngr\xfcn";
        let facts = commit(text);
        assert_eq!((facts.author.as_str(), facts.message.as_str()), ("J\u{fc}rgen", "gr\u{fc}n"));
        assert_eq!(commit(b"tree 1\nauthor <n@x> 1 +0000\n\n").author, "");
        assert_eq!(commit(b"no commit").message, "");
    }

    #[test]
    fn a_tree_holds_regular_files_alone() {
        let id = [0xab; 20];
        let entry = |head: &str| [head.as_bytes(), b"\0", &id].concat();
        let entries = ["100644 a b", "40000 src", "100755 run", "120000 link", "160000 sub"];
        let mut tree = entries.map(entry).concat();
        tree.extend(b"100644 cut\0\xab");
        let files = root_files(&tree, 20);
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a b", "run"]);
        assert_eq!(files[0].blob, "ab".repeat(20));
        assert!(root_files(b"", 20).is_empty());
    }
}
