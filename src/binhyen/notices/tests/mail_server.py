"""A mail server on this machine: as much of SMTP as it takes to be handed a letter, or to refuse one."""

import email
import socketserver
import threading
from contextlib import contextmanager
from email import policy


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it was handed; `refused` holds the addresses it takes nothing for."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Talk)
        self.letters, self.refused = [], set()

    @property
    def port(self):
        return self.server_address[1]


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        self.say(220)
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                self.say(354)
                self.server.letters.append(self.read_letter())
            refused = word == "RCPT" and any(to in line for to in self.server.refused)
            self.say(550 if refused else 221 if word == "QUIT" else 250)
            if word == "QUIT":
                return

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())

    def read_letter(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=policy.default)


@contextmanager
def running(port=0):
    """Yield a server that answers until the end of the block."""
    server = Server(port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
