#!/usr/bin/env bash
# Makes operators.yaml anew: the operators that the tests call, as a shared LibTorch of 2.6 or newer sees them.
#   LIBTORCH=/path trace_operators.sh BUILD      BUILD: a build of the tests with that LibTorch
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
libtorch=${LIBTORCH:?the LibTorch that the tests are built with}
tests=$1/tests
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What Torch calls without telling, and near kin of what is called, that code to come may well need.
also="size stride is_leaf output_nr _version is_complex is_floating_point is_signed detach detach_ data set_data
    requires_grad_ retain_grad retains_grad _backward view view_as alias _reshape_alias lift lift_fresh numel isnan sum_to_size
    expand_as reshape_as broadcast_to as_strided type_as _copy_from copy_ empty zeros ones zero_ new_empty new_empty_strided
    new_zeros new_ones new_full _efficientzerotensor squeeze squeeze_ unsqueeze unsqueeze_ permute t_ transpose_
    random_ normal_ uniform_ bernoulli bernoulli_ dropout native_dropout native_dropout_backward lstm mkldnn_rnn_layer
    mkldnn_rnn_layer_backward linear addmm_ _addmm_activation bmm baddbmm baddbmm_ mv addmv addmv_ dot vdot
    rsqrt reciprocal index index_copy_ clamp clamp_ chunk split unbind repeat gather sigmoid_ tanh_ addcmul
    _amp_foreach_non_finite_check_and_unscale_ _amp_update_scale_"

c++ -std=c++17 -O1 -w -shared -fPIC "$here/trace_operators.cpp" -o "$work/trace.so" -I"$libtorch/include" -L"$libtorch/lib" \
    -ltorch_cpu -lc10
export OPERATOR_TRACE=$work/names
for room in nn models locate grade train pipeline; do
    LD_PRELOAD=$work/trace.so LD_LIBRARY_PATH=$libtorch/lib OMP_WAIT_POLICY=passive "$tests/${room}_tests"
done
for name in $also; do echo "aten::$name" >>"$OPERATOR_TRACE"; done

# Of those, the overloads that the LibTorch we build knows.
tar -xOf "${LUMBAR_CACHE:-$HOME/.cache/lumbar}"/sources/pytorch_*.orig.tar.xz --wildcards '*/native/native_functions.yaml' \
    >"$work/native_functions.yaml"
"$here/overloads_of.py" "$work/native_functions.yaml" <"$OPERATOR_TRACE" >"$work/operators.yaml"
mv "$work/operators.yaml" "$here/operators.yaml"
