"""Static files in production: one style sheet instead of a dozen requests, then hashed and compressed."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"
_IMPORT = re.compile(r'^@import "(?P<name>[^"]+)";$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Manifest storage that puts the sheets imported by `css/site.css` into that file.

    In development the browser follows the imports itself, so there is nothing to build.
    """

    def post_process(
        self, paths: dict[str, tuple[StaticFilesStorage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Bundles, then does what the manifest storage does."""
        if not dry_run and BUNDLE in paths:
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(bundle(paths).encode()))
            paths = {**paths, BUNDLE: (self, BUNDLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundle(paths: dict[str, tuple[StaticFilesStorage, str]]) -> str:
    """The text of `css/site.css` with each of its imports replaced by the file it names."""

    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return _COMMENT.sub("", file.read().decode())

    return _IMPORT.sub(lambda found: text(f"css/{found['name']}"), text(BUNDLE))
