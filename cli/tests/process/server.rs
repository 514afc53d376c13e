//! A server that gives one answer after the other, hangs up after each, and then is gone.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// An answer with its length.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

/// The address of a server that gives these answers.
pub(crate) fn serve(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    if answers.is_empty() {
        return format!("http://{address}");
    }
    thread::spawn(move || {
        for answer in answers {
            let (mut socket, _) = listener.accept().unwrap();
            read_head(&mut socket);
            socket.write_all(answer.as_bytes()).unwrap();
        }
    });
    format!("http://{address}")
}

/// The address of a server that gives one answer, and the body of the request that it got.
pub(crate) fn record(answer: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let taken = thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let head = read_head(&mut socket).to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        socket.read_exact(&mut body).unwrap();
        socket.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(body).unwrap()
    });
    (format!("http://{address}"), taken)
}

fn read_head(socket: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}

/// The address of a server that gives these answers one after the other, and what it was asked:
/// method, path and body of each request.
pub(crate) fn record_all(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let taken = thread::spawn(move || {
        let asked = answers.into_iter().map(|answer| {
            let (mut socket, _) = listener.accept().unwrap();
            let head = read_head(&mut socket);
            let lower = head.to_lowercase();
            let length = lower.split("content-length: ").nth(1).and_then(|it| it.lines().next());
            let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
            socket.read_exact(&mut body).unwrap();
            socket.write_all(answer.as_bytes()).unwrap();
            let line = head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
            format!("{line} {}", String::from_utf8(body).unwrap()).trim_end().to_owned()
        });
        asked.collect()
    });
    (format!("http://{address}"), taken)
}
