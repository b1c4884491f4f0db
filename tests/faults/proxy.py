"""nginx in front of the stack by the production file, once the file as it is was accepted by `nginx -t`."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.browser import Browser
from tests.faults.stack import ROOT, Stack, free_port

CONFIGURATION = ROOT / "runrate/deploy/nginx.conf"
UNPACKED = ROOT / ".tools/nginx/usr/sbin"
# On loopback all visitors share one address, and there is no name to have a certificate for.
_DROPPED = ("listen [", "ssl_", "limit_", "server_name")


def program() -> str | None:
    """The machine's nginx, or the one that `make load` unpacked."""
    return shutil.which("nginx") or shutil.which("nginx", path=f"/usr/sbin:{UNPACKED}")


@contextmanager
def proxy(running: Stack) -> Iterator[str]:
    """The address to visit: nginx's, or gunicorn's own where there is no nginx."""
    nginx = program()
    if nginx is None:
        yield running.address
        return
    folder = running.folder / "nginx"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)  # as root, nginx drops to a user of its own that writes here
    accepted(nginx, folder)
    port = free_port()
    _write(folder, _on_loopback(port, running.address))
    child = subprocess.Popen([nginx, "-c", str(folder / "conf"), "-p", str(folder)])
    address = f"127.0.0.1:{port}"
    try:
        until = time.monotonic() + 20
        while Browser(address).get("/healthz").status != 200:
            if time.monotonic() > until:
                raise RuntimeError(f"nginx did not start; see {folder}/error.log")
            time.sleep(0.1)
        yield address
    finally:
        child.terminate()
        child.wait(timeout=20)


def accepted(nginx: str, folder: Path) -> None:
    """Raises with nginx's words when it refuses the production file, which only gets a certificate here."""
    certificate(folder)
    text = CONFIGURATION.read_text("utf-8")
    text = re.sub(r"(ssl_certificate\s+)\S+;", rf"\1{folder}/certificate;", text)
    text = re.sub(r"(ssl_certificate_key\s+)\S+;", rf"\1{folder}/key;", text)
    _write(folder, text)
    command = [nginx, "-t", "-q", "-c", str(folder / "conf"), "-p", str(folder)]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    if tried.returncode:
        raise RuntimeError(tried.stderr)


def certificate(folder: Path) -> None:
    """A certificate of a day, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "runrate.example.org")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().issuer_name(name).subject_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    signed = made.sign(key, hashes.SHA256())
    (folder / "certificate").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, unlocked))


def _on_loopback(port: int, upstream: str) -> str:
    """The site's own server block of the production file, without TLS and without limits per address."""
    blocks = CONFIGURATION.read_text("utf-8").split("\nserver {")
    site = ("server {" + blocks[2]).replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    kept = [line for line in site.splitlines() if not line.strip().startswith(_DROPPED)]
    kept = [line.replace("Host $host;", "Host 127.0.0.1;") for line in kept]
    return f"upstream runrate {{ server {upstream}; keepalive 32; }}\n" + "\n".join(kept)


def _write(folder: Path, http: str) -> None:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;\n"
        "worker_rlimit_nofile 8192;\nevents { worker_connections 4096; }\n"
        f"http {{ access_log off; {paths}\n{http}\n}}\n",
        "utf-8",
    )
