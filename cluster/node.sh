#!/usr/bin/env bash
# Run one stage on this node of several; each node does so, in one folder that all of them share:
#
#     bash cluster/node.sh train_gpt2
#
# torchrun finds the other nodes by its own rendezvous. It reads its options from the environment:
# PET_NNODES, PET_NPROC_PER_NODE, PET_NODE_RANK, PET_MASTER_ADDR (the node of rank 0) and
# PET_MASTER_PORT. So `launch: torchrun` in params.yaml is all that DVC knows of it, and dvc.lock
# names no machine.
set -euo pipefail

fail() {
  echo "error: $1" >&2
  exit 1
}

stage=${1:-}
case $stage in
  train_gpt2 | train_tagmodel | train_reference_lm) ;;
  generate_samples | generate_control | generate_sweep | evaluate | control) ;;
  *) fail "'$stage' is no stage that launch of params.yaml starts: name one, such as train_gpt2" ;;
esac
for name in PET_NNODES PET_NPROC_PER_NODE PET_NODE_RANK PET_MASTER_ADDR PET_MASTER_PORT; do
  [[ -n ${!name:-} ]] || fail "$name is not set: cluster/slurm.sbatch and cluster/kubernetes.yaml do"
done
grep -Eq '^launch: *torchrun *(#.*)?$' params.yaml ||
  fail "params.yaml does not say launch: torchrun; with anything else the nodes would not meet"

export PATH="$PWD/.venv/bin:$PATH"
export PET_RDZV_CONF=${PET_RDZV_CONF:-timeout=3600} # seconds that nodes wait for each other
if [[ $PET_NODE_RANK == 0 ]]; then
  dvc repro check_stories # all that training reads; the other nodes wait at the rendezvous
  exec dvc repro --single-item --force "$stage" # forced: a stage that is skipped meets nobody
fi
exec torchrun -m "stages.$stage"
