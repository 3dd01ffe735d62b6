"""nginx with `deploy/nginx.conf` on the loopback address, without certificates: that very file is what is measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from .ports import free_port

CONFIGURATION = Path(__file__).parent.parent / "deploy" / "nginx.conf"
PURGE_MODULES = [
    Path(folder) / "ngx_http_cache_purge_module.so" for folder in ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules")
]
MISSING = "nginx with ngx_cache_purge; on Debian and Ubuntu: apt install nginx libnginx-mod-http-cache-purge"

MAIN = """\
daemon off;
{user}
{modules}
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    {temporary}
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000;
    include {folder}/site.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def executable() -> str | None:
    """The path of nginx, which Debian keeps out of the PATH of most accounts."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def purge_module() -> Path | None:
    return next((path for path in PURGE_MODULES if path.exists()), None)


def is_here() -> bool:
    """Whether nginx can be started with our configuration."""
    return executable() is not None and purge_module() is not None


@dataclass(frozen=True)
class Place:
    """What changes from one machine to another."""

    folder: Path
    """nginx's own: logs, cache, what it was given to run with."""
    data: Path
    """Of almacms: media, static files, the page of errors."""
    port: int
    purge_port: int
    application_port: int


def render(configuration: str, place: Place) -> str:
    """Our configuration for a place of the loopback address: the same, but for paths, ports and certificates."""
    without_https = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", configuration, flags=re.DOTALL)
    changes = [
        (r"^\s*ssl_certificate.*\n", ""),
        (r"^\s*listen \[::\]:443 ssl;\n", ""),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{place.port};"),
        (r"listen 127\.0\.0\.1:8081;", f"listen 127.0.0.1:{place.purge_port};"),
        (r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{place.application_port};"),
        (r"server_name alma\.example;", "server_name localhost;"),
        (r"/srv/almacms/data/", f"{place.data}/"),
        (r"/var/cache/almacms", f"{place.folder}/cache"),
        (r"/var/log/nginx/", f"{place.folder}/"),
    ]
    for pattern, replacement in changes:
        without_https, count = re.subn(pattern, replacement, without_https, flags=re.MULTILINE)
        if not count:
            raise ValueError(f"deploy/nginx.conf no longer has {pattern}")
    return without_https


FILES = "/same-bytes"


def with_files(configuration: str, folder: Path) -> str:
    """The same site, which also gives out the files of a folder, compressed bytes as they are, under `FILES`."""
    location = f"""
    location {FILES}/ {{
        alias {folder}/;
        default_type text/html;
        gzip off;
        add_header Content-Encoding gzip;
    }}
"""
    before, mark, after = configuration.rpartition("    location / {")
    if not mark:
        raise ValueError("deploy/nginx.conf no longer has `location /`")
    return before + location + mark + after


class Nginx:
    """An nginx of its own: started, asked, stopped; everything it writes is in its folder."""

    def __init__(self, *, folder: Path, data: Path, application_port: int, port: int = 0, workers: int = 1) -> None:
        self.place = Place(folder, data, port or free_port(), free_port(), application_port)
        self.workers = workers
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.place.port}"

    @property
    def purge_url(self) -> str:
        """Where the application asks for pages to be forgotten."""
        return f"http://127.0.0.1:{self.place.purge_port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self, configuration: str | None = None) -> None:
        """Start it and wait until it answers.

        Args:
            configuration: of its sites; ours for this place when left out.

        Raises:
            RuntimeError: it refuses its configuration; says why.
        """
        command, module, folder = executable(), purge_module(), self.place.folder
        if command is None or module is None:
            raise RuntimeError(MISSING)
        folder.mkdir(parents=True, exist_ok=True)
        written = configuration or render(CONFIGURATION.read_text(), self.place)
        (folder / "site.conf").write_text(written)
        main = MAIN.format(
            # Its workers would otherwise run as somebody who cannot walk to a folder of root's.
            user="user root;" if os.geteuid() == 0 else "",
            modules=f"load_module {module};",
            workers=self.workers,
            folder=folder,
            temporary="\n    ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
        )
        (folder / "nginx.conf").write_text(main)
        arguments = [command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        checked = subprocess.run([*arguments, "-t"], capture_output=True, text=True, check=False)
        if checked.returncode:
            raise RuntimeError(f"nginx refuses its configuration:\n{checked.stderr}")
        # A group of its own: Ctrl-C reaches only whoever started it, who stops it.
        self.process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL, process_group=0)
        self._wait()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def purge(self, path: str, host: str = "127.0.0.1") -> int:
        """Ask for an address to be forgotten, as Wagtail's HTTP backend does; the status of the answer."""
        request = urllib.request.Request(f"{self.purge_url}{path}", headers={"Host": host}, method="PURGE")
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status

    def _wait(self) -> None:
        for _try in range(200):
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"nginx ended by itself:\n{(self.place.folder / 'error.log').read_text()}")
            try:
                urllib.request.urlopen(self.purge_url, timeout=1)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("nginx does not answer")
