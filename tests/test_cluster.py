"""The files of `cluster/`: sound, and what they start is one training of all nodes.

There is no cluster here: the commands of Slurm are stood in for, and two nodes are two `torchrun`s
on one machine.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from torch.distributed.run import get_args_parser

from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

ROOT = Path(__file__).parent.parent
SCRIPTS = ("cluster/node.sh", "cluster/slurm.sbatch")
STAGES = (
    *("train_gpt2", "train_tagmodel", "train_reference_lm"),
    *("generate_samples", "generate_control", "generate_sweep", "evaluate", "control"),
)
NODE = {
    "PET_NNODES": "2",
    "PET_NPROC_PER_NODE": "1",
    "PET_NODE_RANK": "0",
    "PET_MASTER_ADDR": "127.0.0.1",
    "PET_MASTER_PORT": "29500",
}
NOTING = """#!/usr/bin/env bash
echo "$PET_NODE_RANK of $PET_NNODES x $PET_NPROC_PER_NODE at $PET_MASTER_ADDR:$PET_MASTER_PORT,\
 $PET_RDZV_CONF: $(basename "$0") $*" >> calls.txt
"""
SLURM = {
    "scontrol": 'printf "%s\\n" "$3-17" "$3-18"',
    "srun": "while [[ $1 == --* ]]; do shift; done\n"
    'for SLURM_NODEID in 0 1; do export SLURM_NODEID; "$@" || exit; done',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the files and `launch: torchrun`, whose `dvc` and `torchrun` note calls."""
    shutil.copytree(ROOT / "cluster", tmp_path / "cluster")
    text = (ROOT / "params.yaml").read_text()
    (tmp_path / "params.yaml").write_text(text.replace("launch: python", "launch: torchrun"))
    for name in ("dvc", "torchrun"):
        program(tmp_path, name, NOTING)
    return tmp_path


def program(project: Path, name: str, text: str) -> None:
    path = project / ".venv/bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def bash(
    project: Path, script: str, *arguments: str, **changes: str
) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PET_")}
    return subprocess.run(
        ["bash", script, *arguments],
        cwd=project,
        env=clean | changes,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def calls(project: Path) -> list[str]:
    path = project / "calls.txt"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_one_that_bash_reads(script: str) -> None:
    done = subprocess.run(
        ["bash", "-n", ROOT / script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS)
def test_shellcheck_has_nothing_to_say(script: str) -> None:
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(
        ["shellcheck", ROOT / script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("stage", STAGES)
def test_all_nodes_run_what_dvc_runs(project: Path, stage: str) -> None:
    """The first node by DVC, which puts `launch` before the module; the others without it."""
    launch = Params.load(project / "params.yaml").launch
    command = read_yaml(ROOT / "dvc.yaml")["stages"][stage]["cmd"].replace("${launch}", launch)
    for rank in ("0", "1"):
        assert bash(project, SCRIPTS[0], stage, **NODE | {"PET_NODE_RANK": rank}).returncode == 0
    assert [line.split(": ")[1] for line in calls(project)] == [
        "dvc repro check_stories",
        f"dvc repro --single-item --force {stage}",
        command,
    ]


def test_the_stages_are_all_that_launch_starts() -> None:
    stages = read_yaml(ROOT / "dvc.yaml")["stages"]
    assert {name for name in stages if "${launch}" in stages[name].get("cmd", "")} == set(STAGES)


@pytest.mark.parametrize(
    ("stage", "changes", "launch", "message"),
    [
        ("report", {}, "torchrun", "'report' is no stage that launch of params.yaml starts: name"),
        ("", {}, "torchrun", "'' is no stage that launch of params.yaml starts: name one, such as"),
        ("train_gpt2", {"PET_NODE_RANK": ""}, "torchrun", "PET_NODE_RANK is not set: cluster/"),
        ("train_gpt2", {}, "python", "params.yaml does not say launch: torchrun; with anything"),
        ("train_gpt2", {}, "torchrun --nnodes 3", "params.yaml does not say launch: torchrun"),
    ],
)
def test_what_cannot_start_is_refused_in_one_line(
    project: Path, stage: str, changes: dict[str, str], launch: str, message: str
) -> None:
    path = project / "params.yaml"
    path.write_text(path.read_text().replace("launch: torchrun", f"launch: {launch}", 1))
    done = bash(project, SCRIPTS[0], stage, **NODE | changes)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {message}")
    assert len(done.stderr.splitlines()) == 1
    assert not calls(project)


def test_a_node_that_fails_to_prepare_trains_nothing(project: Path) -> None:
    program(project, "dvc", NOTING + "exit 1\n")
    assert bash(project, SCRIPTS[0], "train_gpt2", **NODE).returncode == 1
    assert len(calls(project)) == 1


@pytest.mark.parametrize(("gpus", "processes"), [({}, 1), ({"SLURM_GPUS_ON_NODE": "8"}, 8)])
def test_slurm_gives_each_node_its_number(
    project: Path, gpus: dict[str, str], processes: int
) -> None:
    for name, body in SLURM.items():
        program(project, name, f"#!/usr/bin/env bash\n{body}\n")
    path = f"{project / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    job = {"SLURM_JOB_NODELIST": "node", "SLURM_JOB_NUM_NODES": "2", "PATH": path} | gpus
    done = bash(project, SCRIPTS[1], "train_gpt2", **job)
    assert done.returncode == 0, done.stderr
    each = f"of 2 x {processes} at node-17:29500, timeout=3600"
    assert calls(project) == [
        f"0 {each}: dvc repro check_stories",
        f"0 {each}: dvc repro --single-item --force train_gpt2",
        f"1 {each}: torchrun -m stages.train_gpt2",
    ]


def test_slurm_starts_one_launcher_a_node() -> None:
    lines = (ROOT / SCRIPTS[1]).read_text().splitlines()
    options = [line.split(" ", 1)[1] for line in lines if line.startswith("#SBATCH ")]
    assert "--ntasks-per-node=1" in options
    assert any(option.startswith("--nodes=") for option in options)


def manifests() -> dict[str, dict[str, Any]]:
    text = (ROOT / "cluster/kubernetes.yaml").read_text()
    return {document["kind"]: document for document in yaml.safe_load_all(text)}


def test_kubernetes_starts_all_nodes_and_lets_them_meet() -> None:
    made = manifests()
    job, service = made["Job"], made["Service"]
    name, spec = job["metadata"]["name"], job["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    given = {entry["name"]: entry for entry in container["env"]}
    values = {key: entry["value"] for key, entry in given.items() if "value" in entry}
    assert (job["apiVersion"], spec["completionMode"]) == ("batch/v1", "Indexed")
    assert given.keys() == NODE.keys()
    assert str(spec["completions"]) == str(spec["parallelism"]) == values["PET_NNODES"]
    index = "metadata.annotations['batch.kubernetes.io/job-completion-index']"
    assert given["PET_NODE_RANK"]["valueFrom"]["fieldRef"]["fieldPath"] == index
    assert all(isinstance(value, str) for value in values.values())  # numbers are refused
    assert service["spec"]["clusterIP"] == "None"
    assert service["spec"]["selector"] == {"job-name": name}
    assert pod["subdomain"] == service["metadata"]["name"]
    assert values["PET_MASTER_ADDR"] == f"{name}-0.{pod['subdomain']}"
    assert values["PET_MASTER_PORT"] == str(service["spec"]["ports"][0]["port"])
    assert container["command"] == ["bash", SCRIPTS[0], "train_gpt2"]
    assert pod["restartPolicy"] == "Never"


def test_kubernetes_pods_share_the_folder() -> None:
    made = manifests()
    pod = made["Job"]["spec"]["template"]["spec"]
    (container,), (volume,) = pod["containers"], pod["volumes"]
    claim = made["PersistentVolumeClaim"]
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]
    assert volume["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    assert container["volumeMounts"] == [
        {"name": volume["name"], "mountPath": container["workingDir"]}
    ]


def test_torchrun_reads_these_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (NODE | {"PET_NODE_RANK": "1", "PET_RDZV_CONF": "timeout=3600"}).items():
        monkeypatch.setenv(name, value)
    read = get_args_parser().parse_args(["-m", "stages.train_gpt2"])
    assert (read.nnodes, read.nproc_per_node, read.node_rank) == ("2", "1", 1)
    assert (read.master_addr, read.master_port) == ("127.0.0.1", 29500)
    assert (read.rdzv_backend, read.rdzv_conf) == ("static", "timeout=3600")


@pytest.mark.parametrize("launch", ["mpirun -n 2 python", "torchrun2", "srun torchrun", "", 2])
def test_another_launcher_is_refused_in_one_line(launch: Any) -> None:
    values = read_yaml(ROOT / "params.yaml")
    values["launch"] = launch
    with pytest.raises(ParamsError) as caught:
        Params.check(values, "params.yaml")
    first, line = str(caught.value).splitlines()
    assert first == "params.yaml: 1 problem"
    assert line.startswith("  launch: ")
    assert line.endswith(f"got {launch!r}")


TRAINING = """
import json, os
from pathlib import Path
import test_processes
rank = os.environ["RANK"]
mine = Path(f"node-{rank}")
mine.mkdir()
(mine / "checkpoints").symlink_to(Path("checkpoints").absolute())
outcome = test_processes.run(mine, batch_size=4)
world = os.environ["WORLD_SIZE"], os.environ["GROUP_RANK"]
Path(f"outcome-{rank}.json").write_text(json.dumps([outcome.train_curve, *world]))
"""


@pytest.mark.slow
def test_two_nodes_on_one_machine_train_as_one_process_does(project: Path) -> None:
    """The second one comes first, and waits."""
    (project / "stages").mkdir()
    (project / "stages/__init__.py").touch()
    (project / "stages/train_gpt2.py").write_text(TRAINING)
    (project / "checkpoints").mkdir()
    (project / ".venv/bin/torchrun").unlink()
    single = '[[ $2 != --single-item ]] || exec torchrun -m "stages.$4"\n'
    program(project, "dvc", "#!/usr/bin/env bash\n" + single)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    here = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PET_MASTER_PORT": port,
        "PET_RDZV_CONF": "timeout=120",
    }
    nodes = [
        subprocess.Popen(
            ["bash", SCRIPTS[0], "train_gpt2"],
            cwd=project,
            env=os.environ | NODE | here | {"PET_NODE_RANK": rank},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for rank in ("1", "0")
    ]
    try:
        said = [node.communicate(timeout=300)[0] for node in nodes]
    finally:
        for node in nodes:
            node.kill()
    assert [node.returncode for node in nodes] == [0, 0], said
    outcomes = [json.loads((project / f"outcome-{rank}.json").read_text()) for rank in (0, 1)]
    assert [outcome[1:] for outcome in outcomes] == [["2", "0"], ["2", "1"]]
    from test_processes import run  # imports torch's compiler, which the other tests do without

    alone = run(project / "alone", batch_size=4).train_curve
    for ours, theirs in zip(outcomes[0][0], alone, strict=True):
        assert (ours["step"], ours["tokens"]) == (theirs["step"], theirs["tokens"])
        assert ours["loss"] == pytest.approx(theirs["loss"], rel=1e-4)
