"""Loops as machine code: compiled by numba once, kept as object files, and run from then on without numba.

To import numba and ready its types takes longer than to scan a nation. So numba is imported only where a kernel is to
be compiled; what it makes is written to a file, which llvmlite, numba's lower half, loads and ctypes calls.

    @kernel               called from Python, with arrays in C order, numbers, and tuples of them
    @inner                called by kernels only, of any file
Neither allocates: whoever calls a kernel brings the room it works in. A kernel returns nothing or one whole number.
"""

import ctypes
import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any, Final

import llvmlite
import llvmlite.binding as llvm
import numpy as np

_HERE: Final = Path(__file__).parent
_ENTRY: Final = "kernel"  # what every object file calls its one function
_RETURNED: Final = (0, -2)  # numba's codes: a value, nothing
_COMPILING: Final = Lock()
_INNER: Final[set[FunctionType]] = set()
#: A kernel allocates nothing, so numba's own memory need not be there; what is divided by nothing is infinite.
_AS: Final[dict[str, Any]] = {"_nrt": False, "error_model": "numpy"}


class Kernel:
    """A function of arrays and numbers that runs as machine code, with Python's lock released."""

    def __init__(self, function: FunctionType) -> None:
        self._function = function
        self._ready: dict[tuple[Any, ...], Callable[..., int]] = {}
        self._engines: list[Any] = []  # code lives as long as the engine that loaded it
        self.__doc__ = function.__doc__

    def __call__(self, *arguments: Any) -> int:
        """Run it. Raises TypeError for what a kernel cannot take."""
        kinds, leaves = list[Any](), list[Any]()
        for argument in arguments:
            _unfold(argument, kinds, leaves)
        code = self._ready.get(tuple(kinds)) or self._prepared(tuple(kinds), leaves, arguments)
        answer, problem = ctypes.c_int64(), ctypes.c_void_p()
        if code(ctypes.byref(answer), ctypes.byref(problem), *leaves) not in _RETURNED:
            raise RuntimeError(f"{self._function.__name__} ended with an error.")
        return answer.value

    def _prepared(
        self, kinds: tuple[Any, ...], leaves: list[Any], arguments: tuple[Any, ...]
    ) -> Callable[..., int]:
        with _COMPILING:
            if kinds not in self._ready:
                engine = _engine(self._object(kinds, arguments))
                self._engines.append(engine)
                takes = [ctypes.c_double if isinstance(leaf, float) else ctypes.c_int64 for leaf in leaves]  # fmt: skip
                called = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *takes)
                self._ready[kinds] = called(engine.get_function_address(_ENTRY))
        return self._ready[kinds]

    def _object(self, kinds: tuple[Any, ...], arguments: tuple[Any, ...]) -> bytes:
        """Return the object code for arguments of these kinds: the kept one, or a new one, which is kept."""
        module = self._function.__module__.rpartition(".")[2]
        mark = hashlib.sha256(f"{kinds} {_processor()}".encode()).hexdigest()[:12]
        name = f"{module}.{self._function.__name__}-{mark}.o"
        kept = _kept(name)
        if kept is None:
            kept = _compiled(self._function, arguments)
            _keep(name, kept)
        return kept


def kernel(function: Any) -> Any:
    """Return a function as one that Python calls and numba compiles."""
    return Kernel(function)


def inner(function: Any) -> Any:
    """Mark a function as one that kernels call and numba compiles with them."""
    _INNER.add(function)
    return function


def _unfold(argument: Any, kinds: list[Any], leaves: list[Any]) -> None:
    """Add an argument's kind, for each of which a kernel is compiled anew, and its parts as numba passes them on.

    An array is passed as owner, parent, size, bytes an item, address, shape and strides, a tuple as what it holds.
    """
    if isinstance(argument, np.ndarray):
        if not argument.flags.c_contiguous:
            raise TypeError("A kernel takes arrays in C order only.")
        kinds.append((argument.dtype.char, argument.ndim))
        address = argument.__array_interface__["data"][0]
        leaves += (0, 0, argument.size, argument.itemsize, address, *argument.shape, *argument.strides)  # fmt: skip
    elif isinstance(argument, tuple):
        kinds.append(len(argument))
        for each in argument:
            _unfold(each, kinds, leaves)
    else:
        kinds.append(float if isinstance(argument, float) else int)
        leaves.append(float(argument) if isinstance(argument, float) else int(argument))


def _engine(code: bytes) -> Any:
    """Return object code loaded, ready to be asked for its function's address."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return engine


def _machine() -> Any:
    """Return what LLVM makes code for: this processor, all it can do."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3,
        reloc="default", codemodel="jitdefault",
    )  # fmt: skip


def _processor() -> str:
    return f"{llvm.get_process_triple()} {llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()}"


def _compiled(function: FunctionType, arguments: tuple[Any, ...]) -> bytes:
    """Return the object code of a kernel for arguments like these: numba's, less what only Python would call."""
    from numba import from_dtype, njit, types

    def kind(argument: Any) -> Any:
        if isinstance(argument, tuple):
            return types.Tuple([kind(each) for each in argument])  # type: ignore[no-untyped-call]
        if isinstance(argument, np.ndarray):
            return types.Array(from_dtype(argument.dtype), argument.ndim, "C")
        return types.float64 if isinstance(argument, float) else types.int64

    signature = tuple(kind(argument) for argument in arguments)
    dispatcher = njit(_with_inner(function, {}), **_AS)
    dispatcher.compile(signature)
    module = llvm.parse_assembly(dispatcher.inspect_llvm(signature))
    entry = dispatcher.overloads[signature].fndesc.llvm_func_name
    return _emitted(module, entry)


def _emitted(module: Any, entry: str) -> bytes:
    """Return one function of a module, with what it calls, as object code."""
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration and each.name != entry:
            each.linkage = "internal"
    machine = _machine()
    unused = llvm.create_new_module_pass_manager()
    unused.add_global_dead_code_eliminate_pass()
    tuning = llvm.create_pipeline_tuning_options(speed_level=0)
    unused.run(module, llvm.create_pass_builder(machine, tuning))
    module.get_function(entry).name = _ENTRY
    code: bytes = machine.emit_object(module)
    return code


def _with_inner(function: FunctionType, known: dict[str, dict[str, Any]]) -> FunctionType:
    """Return a function that sees the inner functions of its file, and those the file imports, as numba's.

    known   of each file already met, the names its functions see
    """
    from numba import njit

    names = known.get(function.__module__)
    if names is None:
        names = known[function.__module__] = dict(function.__globals__)
        for name, each in function.__globals__.items():
            if isinstance(each, FunctionType) and each in _INNER:
                names[name] = njit(_with_inner(each, known), **_AS)
    return FunctionType(function.__code__, names, function.__name__)


def _kept(name: str) -> bytes | None:
    """Return kept object code that these sources gave and nothing has damaged."""
    for folder in _folders():
        try:
            found = (folder / name).read_bytes()
        except OSError:
            continue
        if found[:64] == _seal(found[64:]):
            return found[64:]
    return None


def _keep(name: str, code: bytes) -> None:
    """Write object code to the first folder that takes it. Where none does it is compiled anew in every process."""
    for folder in _folders():
        part = folder / f"{name}.{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_seal(code) + code)
            part.replace(folder / name)  # at once: no other process may see half of it
        except OSError:
            continue
        return


def _folders() -> list[Path]:
    """Return where object code is kept: where numba is told to keep its own, beside the kernels, or the user's cache."""
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        return [Path(told)]
    beside = _HERE / "kernels" / "__pycache__"
    try:
        cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        return [beside]
    return [beside, cached / "hotscan"]


def _seal(code: bytes) -> bytes:
    return _sources() + hashlib.sha256(code).digest()


@cache
def _sources() -> bytes:
    """Return a digest of everything that object code is made from besides the processor."""
    digest = hashlib.sha256(f"{llvmlite.__version__} {llvm.llvm_version_info}".encode())
    for path in (Path(__file__), *sorted((_HERE / "kernels").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.digest()
