//! The program at a real pseudo-terminal of 80 columns: what it shows, what is typed, how it ends.

#![allow(clippy::panic)] // a session that hangs must say where and stop

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// The end of everything that waits for an answer.
const PROMPT: &str = "\r\n> ";
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Session {
    child: Child,
    keys: File,
    screen: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    /// How much had been seen when the last answer was typed.
    answered: usize,
}

impl Session {
    pub fn start(mut command: Command) -> Self {
        let keys = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&keys).expect("a terminal that may be used");
        unlockpt(&keys).expect("a terminal that opens");
        let name = ptsname(&keys, Vec::new()).expect("a terminal with a name");
        let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY;
        let terminal = File::from(rustix::fs::open(name, flags, rustix::fs::Mode::empty()).expect("the other end"));
        tcsetwinsize(&terminal, Winsize { ws_row: 40, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
        let end = || terminal.try_clone().expect("a terminal with three ends");
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("the program starts");
        let keys = File::from(keys);
        let mut screen = keys.try_clone().expect("a screen beside the keys");
        let (send, receive) = channel();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            // The terminal closes with an error when the program has gone.
            while let Ok(length @ 1..) = screen.read(&mut part) {
                if send.send(part[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, keys, screen: receive, seen: Vec::new(), answered: 0 }
    }

    /// Waits until an answer is wanted; what was shown since the last one.
    pub fn prompt(&mut self) -> String {
        while !self.seen[self.answered..].ends_with(PROMPT.as_bytes()) {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(part) => self.seen.extend(part),
                Err(error) => panic!("no prompt ({error}) after:\n{}", String::from_utf8_lossy(&self.seen)),
            }
        }
        String::from_utf8_lossy(&self.seen[self.answered..]).replace("\r\n", "\n")
    }

    /// Types a line at the next prompt; what stood above the prompt.
    pub fn answer(&mut self, line: &str) -> String {
        let shown = self.prompt();
        self.answered = self.seen.len();
        self.keys.write_all(format!("{line}\n").as_bytes()).expect("keys that work");
        shown
    }

    pub fn answers(&mut self, lines: &[&str]) {
        for line in lines {
            self.answer(line);
        }
    }

    /// Presses Ctrl-D at the next prompt.
    pub fn end_of_input(&mut self) {
        self.prompt();
        self.keys.write_all(b"\x04").expect("keys that work");
    }

    /// What Ctrl-C sends.
    pub fn interrupt(&mut self) {
        self.prompt();
        let child = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(child, rustix::process::Signal::INT).expect("a program to interrupt");
    }

    /// Waits for the end; everything that was shown, and how it ended.
    pub fn end(mut self) -> (String, ExitStatus) {
        let ended = self.child.wait().expect("the program ends");
        while let Ok(part) = self.screen.recv_timeout(Duration::from_millis(200)) {
            self.seen.extend(part);
        }
        (String::from_utf8_lossy(&self.seen).replace("\r\n", "\n"), ended)
    }
}
