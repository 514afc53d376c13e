//! Servers that a client must bear with: one that answers what it is told and hangs up, and a proxy
//! that cuts the connections to a real one.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// How much of its first answer the proxy lets through, in bytes; of each further one twice as much,
/// so that everything arrives in the end.
const FIRST_CUT: u64 = 20_000;

/// Gives one answer after the other and then hangs up; its address, and the requests that it got.
pub(crate) fn scripted(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let (listener, url) = listen();
    let requests = thread::spawn(move || {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut socket, _) = listener.accept().expect("a connection");
            requests.push(head(&mut socket));
            socket.write_all(answer.as_bytes()).expect("answered");
        }
        requests
    });
    (url, requests)
}

/// The address of a proxy to `server` that cuts every answer short.
pub(crate) fn proxy(server: &str) -> String {
    let (listener, url) = listen();
    let server = server.trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        let mut allowed = FIRST_CUT;
        for client in listener.incoming().map_while(Result::ok) {
            let upstream = TcpStream::connect(&server).expect("the server listens");
            thread::spawn(move || pass(client, upstream, allowed));
            allowed = allowed.saturating_mul(2);
        }
    });
    url
}

/// Passes requests on, and the first `allowed` bytes of what is answered. That it ends with an error
/// is what it is for.
fn pass(mut client: TcpStream, mut upstream: TcpStream, allowed: u64) -> io::Result<()> {
    let (mut from, mut to) = (client.try_clone()?, upstream.try_clone()?);
    thread::spawn(move || io::copy(&mut from, &mut to));
    io::copy(&mut (&mut upstream).take(allowed), &mut client)?;
    client.shutdown(Shutdown::Both)?;
    upstream.shutdown(Shutdown::Both)
}

fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

/// A request's first line and headers, in lower case.
fn head(socket: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        socket.read_exact(&mut byte).expect("a request");
        head.extend(byte);
    }
    String::from_utf8_lossy(&head).to_lowercase()
}
