"""A schema registry behind TLS that asks for a bearer token, and for a client certificate where told.

tls_registry.py CERT KEY CLIENT_CA|- TOKEN    prints its port, serves until its input ends
"""
import http.server
import json
import ssl
import sys
import threading

cert, key, client_ca, token = sys.argv[1:5]
SCHEMA = '{"type": "record", "name": "Greeting", "fields": [{"name": "text", "type": "string"}]}'


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.headers.get("Authorization") != f"Bearer {token}":
            code, body = 401, {"error_code": 40101}
        elif self.path == "/schemas/ids/7":
            code, body = 200, {"schema": SCHEMA}
        else:
            code, body = 404, {"error_code": 40403}
        text = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a refused handshake is what the test wants


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
if client_ca != "-":
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(client_ca)
server = Server(("127.0.0.1", 0), Registry)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
