"""Static files that come from npm packages by name: only those listed are served, nothing is copied into git."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PACKAGES = Path(settings.BASE_DIR) / "node_modules"
FONT = "@fontsource-variable/source-sans-3"
FILES: dict[str, str] = {
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "vendor/source-sans-3/wght.css": f"{FONT}/wght.css",
}


def _font_files() -> dict[str, str]:
    folder = PACKAGES / FONT / "files"
    return {
        f"vendor/source-sans-3/files/{file.name}": f"{FONT}/files/{file.name}"
        for file in sorted(folder.glob("*-wght-normal.woff2"))
    }


class PackageFinder(BaseFinder):
    """Finds `vendor/…` names in node_modules by the table above."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=str(PACKAGES))
        super().__init__(*args, **kwargs)

    @property
    def files(self) -> dict[str, str]:
        return FILES | _font_files()

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        source = self.files.get(path)
        if source is None or not (PACKAGES / source).exists():
            return []
        found = str(PACKAGES / source)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for name, source in self.files.items():
            if (PACKAGES / source).exists():
                storage = _Renamed(PACKAGES, name, source)
                yield name, storage


class _Renamed(FileSystemStorage):
    """A storage that knows one file under another name, as collectstatic wants it."""

    def __init__(self, root: Path, name: str, source: str):
        super().__init__(location=str(root))
        self._served, self._source = name, source
        self.prefix = ""

    def path(self, name):
        return super().path(self._source if name == self._served else name)
