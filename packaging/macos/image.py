"""A disk image of Fovea.app. Signed and notarised where the maintainer's identity is given in the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import identity

HERE = Path(__file__).parent


def dmg(app: Path, out: Path) -> Path:
    """FOVEA_SIGN: a Developer ID; FOVEA_NOTARY: a keychain profile of notarytool. Without them: signed ad hoc."""
    signer = os.environ.get("FOVEA_SIGN", "")
    if signer:
        options = ["--options", "runtime", "--timestamp", "--entitlements", str(HERE / "entitlements.plist")]
        _run("codesign", "--force", "--deep", "--sign", signer, *options, str(app))
    target = out / f"Fovea-{identity.VERSION}-macos-arm64.dmg"
    with tempfile.TemporaryDirectory() as folder:
        _run("ditto", str(app), f"{folder}/Fovea.app")  # links of frameworks stay links
        Path(folder, "Applications").symlink_to("/Applications")
        shutil.copy(identity.ROOT / "LICENSE", folder)
        target.unlink(missing_ok=True)
        _run("hdiutil", "create", "-volname", "Fovea", "-srcfolder", folder, "-format", "UDZO", str(target))
    if signer and (profile := os.environ.get("FOVEA_NOTARY", "")):
        _run("codesign", "--sign", signer, "--timestamp", str(target))
        _run("xcrun", "notarytool", "submit", str(target), "--keychain-profile", profile, "--wait")
        _run("xcrun", "stapler", "staple", str(target))
    return target


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
