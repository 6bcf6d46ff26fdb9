"""What PyInstaller can't see of torch. The stock hook takes every module of it: three times the files, half the size more.

Modules are found by static analysis; torch reads the source of its own settings files, so these come along as sources.
"""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, get_module_file_attribute

folder = Path(get_module_file_attribute("torch")).parent

binaries = collect_dynamic_libs("torch", search_patterns=["*.dll", "*.dylib", "lib*.so", "lib*.so.*"])
helper = folder / "bin" / "torch_shm_manager"
if helper.exists():
    binaries.append((str(helper), "torch/bin"))

datas = [
    (str(file), str(file.parent.relative_to(folder.parent)))
    for file in [*folder.rglob("config*.py"), *folder.rglob("_config*.py")]
    if "install_config_module(" in file.read_text(encoding="utf-8")
]

# A build of torch for CUDA finds NVIDIA's libraries in packages of their own.
try:
    from _pyinstaller_hooks_contrib.utils.nvidia_cuda import infer_hiddenimports_from_requirements
    from PyInstaller.utils.hooks import requires

    hiddenimports = infer_hiddenimports_from_requirements(requires("torch"))
except ImportError:
    hiddenimports = []

# "Unable to retrieve source for @torch.jit._overload": nobody compiles with TorchScript here.
warn_on_missing_hiddenimports = False
