"""PDFs as a stranger makes them: whole, odd, and meant to cost."""

from runrate.reports.rendering.pdf import ATTACHMENT_NAME


def pdf(stream: bytes, extra: bytes = b"") -> bytes:
    """A PDF with one attachment, its stream as it is given."""
    name = ATTACHMENT_NAME.encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(%s) 3 0 R] >> >> >>" % name,
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 4 0 R >> >>" % (name, name),
        b"<< /Type /EmbeddedFile /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), extra, stream),
    ]
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + tail % (table, len(body))
