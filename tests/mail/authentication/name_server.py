"""A real DNS server on loopback with the records it is given, to test what is read from the DNS."""

import socketserver
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class NameServer:
    """`records["example.org", "MX"] = ["10 mail.example.org."]`; names in `broken` fail."""

    def __init__(self) -> None:
        self.records: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.broken: set[str] = set()
        self.port = 0

    def publish(self, name: str, *texts: str) -> None:
        """Set the TXT records of a name; long ones in parts of 200 characters, as the standard wants."""
        parts = [[text[start : start + 200] for start in range(0, len(text), 200)] for text in texts]
        self.records[name, "TXT"] = [" ".join(f'"{part}"' for part in each) for each in parts]

    def answer(self, wire: bytes) -> bytes:
        query = dns.message.from_wire(wire)
        [question] = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        kind = dns.rdatatype.to_text(question.rdtype)
        if name in self.broken:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif rows := self.records.get((name, kind)):
            reply.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, rows))
        elif not any(known == name for known, _kind in self.records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


class _Handler(socketserver.DatagramRequestHandler):
    def handle(self) -> None:
        names: NameServer = self.server.names  # type: ignore[attr-defined] # set where the server is made
        self.wfile.write(names.answer(self.rfile.read()))


@contextmanager
def running() -> Iterator[NameServer]:
    names = NameServer()
    with socketserver.UDPServer(("127.0.0.1", 0), _Handler) as server:
        server.names = names  # type: ignore[attr-defined] # read by the handler
        names.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield names
        finally:
            server.shutdown()
            thread.join()
