"""A push service on this machine: takes what the house pushes, and opens it as the browser would."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from binhyen.notices.push import encoded

AUTH = b"sixteen bytes!!!"


class Service:
    """The service, and the one browser behind it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.statuses = []  # what to answer next; 201 when empty
        self.pushed = []
        self.headers = []
        self.lengths = set()

    @property
    def browser(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": f"http://127.0.0.1:{self.port}/push/abc",
            "p256dh": encoded(point),
            "auth": encoded(AUTH),
        }

    def take(self, headers, body):
        self.headers.append(dict(headers))
        self.lengths.add(len(body))
        status = self.statuses.pop(0) if self.statuses else 201
        if status == 201:
            plain = http_ece.decrypt(
                body, private_key=self.key, auth_secret=AUTH, version="aes128gcm"
            )
            self.pushed.append(json.loads(plain))
        return status


@contextmanager
def running():
    """Yield a service that answers until the end of the block."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(service.take(self.headers, body))
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
