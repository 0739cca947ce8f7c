"""What a wheel brings along beside the code: the parameters and the models that write at once.

All else stands in pyproject.toml. A wheel then needs no clone (`fabula/cli/anywhere.py`); an
editable installation has the clone, and gets none of it.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("params.yaml", "presets", "pretrained/base", "pretrained/base-tagmodel")


class WithShippedFiles(build_py):
    """Copies them into the package, as `fabula/shipped`."""

    def run(self) -> None:
        """After the code."""
        super().run()
        if self.editable_mode:
            return
        for name in SHIPPED:
            source, target = Path(name), Path(self.build_lib, "fabula", "shipped", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": WithShippedFiles})
