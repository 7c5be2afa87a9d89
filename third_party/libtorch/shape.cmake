# Laid over LibTorch's own build (CMAKE_PROJECT_Torch_INCLUDE): what of it is compiled, and how.
#
# Nothing that is left out can be missed unnoticed: what live code calls and no source defines fails at the link (but for
# the few functions of left_out.cpp), and an operator that operators.yaml lacks fails in tests/static.

# Whole folders: TorchScript, lazy and nested tensors, the profiler, quantized and sparse kernels, other backends.
set(LUMBAR_LEFT_OUT
    "torch/csrc/(jit|lazy|inductor|profiler|monitor|distributed)/"
    "torch/csrc/autograd/(profiler_|record_function_ops|TraceTypeManual)"
    "torch/csrc/autograd/generated/TraceType"
    "torch/csrc/api/src/(data|serialize|serialize\\.cpp|jit\\.cpp|imethod\\.cpp|mps\\.cpp|xpu\\.cpp)"
    "torch/csrc/api/src/nn/(modules|options)/" "torch/csrc/api/src/optim/(adagrad|adam|lbfgs|rmsprop|sgd)\\.cpp"
    "torch/csrc/api/src/optim/schedulers"
    "torch/csrc/utils/(schema_info|out_types|byte_order)"
    "caffe2/(perfkernels|serialize)/" "third_party/miniz" "utils/proto_wrap"
    "ATen/functorch/" "ATen/(LegacyBatchingReg|LegacyVmap|VmapMode|LegacyBatchedFallback)" "ATen/native/LegacyBatching"
    "ATen/(nnapi|vulkan|metal|quantized)/" "ATen/native/(quantized|ao_sparse|sparse|nested|xnnpack|transformers|mkl|utils)/"
    "ATen/Register(Functionalization|Meta|Quantized|Sparse|NestedTensor|ZeroTensor|CompositeImplicitAutogradNestedTensor)"
    "ATen/native/(SpectralOps|SobolEngine|LossCTC|Histogram|SegmentReduce|FractionalMaxPool|Constraints)"
    "ATen/native/(Correlation|ConvolutionTBC|RowwisePrune|TestOps|FunctionOfAMatrix|BatchLinearAlgebra|Fused|EmbeddingBag)"
    "ATen/native/(AdaptiveMaxPooling|MaxUnpooling|AffineGrid|Unique|Bucketization|Itertools|Integration)"
    "ATen/native/(PackedSequence|ReflectionPad|ReplicationPad|UpSample|GridSampler|Cross|Distance|LossMulti|WeightNorm)"
    "ATen/native/(PixelShuffle|ChanelShuffle|Col2Im|Im2Col|SummaryOps|GatedLinearUnit|group_norm)"
    # The vectorised kernels of the same.
    "native/cpu/(spherical_bessel|scaled_modified_bessel|airy_ai|int[48]mm|group_norm|WeightNorm|UpSample|UnfoldBackward)"
    "native/cpu/(Spmm|SparseFactories|SampledAddmm|Renorm|PixelShuffle|NativeMultihead|Multinomial|MaxUnpool)"
    "native/cpu/(Histogram|GridSampler|Fused|FunctionOfAMatrix|FlashAttention|DistanceOps|Cross|ChannelShuffle)"
    "native/cpu/(AdaptiveMaxPool|Complex)")

# Registered for hundreds of operators each time the program starts: named dimensions, complex and zero tensors.
set(LUMBAR_LEFT_OUT_OF_BATCHES "ATen/(core/NamedRegistrations|native/NegateFallback|ConjugateFallback|ZeroTensorFallback)\\.cpp")

# What of those folders is called all the same.
set(LUMBAR_KEPT
    # Operators' schemas are text.
    "jit/frontend/(function_schema_parser|lexer|schema_type_parser|strtod|source_range|error_report|edit_distance)"
    "jit/runtime/(jit_exception|print_handler|operator)\\.cpp"
    # Other backends are asked whether they are there.
    "ATen/(vulkan|metal)/Context" "native/xnnpack/Shim" "ATen/quantized/QTensorImpl"
    "api/src/nn/(modules|options)/(activation|batchnorm|conv|dropout|linear|normalization|padding|pooling|rnn|_functions)"
    "api/src/nn/modules/container/functional")

# Eight sources a batch, in their order.  What is left out of a batch later moves no source into another, where its
# names might collide with others.
function(cut_batches)
  set(position 0)
  foreach(source IN LISTS ARGN)
    set(in_batch FALSE)
    if(source MATCHES "\\.(cc|cpp)$")
      set(in_batch TRUE)
    endif()
    foreach(property SKIP_UNITY_BUILD_INCLUSION COMPILE_FLAGS COMPILE_OPTIONS COMPILE_DEFINITIONS INCLUDE_DIRECTORIES)
      get_property(of_its_own SOURCE ${source} TARGET_DIRECTORY torch_cpu PROPERTY ${property})
      if(of_its_own)
        set(in_batch FALSE)
      endif()
    endforeach()
    if(in_batch)
      math(EXPR batch "${position} / 8")
      math(EXPR position "${position} + 1")
      set_property(SOURCE ${source} TARGET_DIRECTORY torch_cpu PROPERTY UNITY_GROUP ${batch})
    endif()
  endforeach()
endfunction()

function(shape_libtorch)
  get_target_property(sources torch_cpu SOURCES)
  foreach(unwanted IN LISTS LUMBAR_LEFT_OUT)
    set(left_out ${sources})
    list(FILTER left_out INCLUDE REGEX "${unwanted}")
    list(FILTER left_out INCLUDE REGEX "\\.(c|cc|cpp)$")  # headers stay: they say what is generated
    foreach(kept IN LISTS LUMBAR_KEPT)
      list(FILTER left_out EXCLUDE REGEX "${kept}")
    endforeach()
    list(REMOVE_ITEM sources ${left_out} "")
  endforeach()
  # Parsing headers is most of the work: hand-written sources are compiled in batches, but for those whose names collide.
  set(alone ${sources})
  list(FILTER alone INCLUDE REGEX "${CMAKE_BINARY_DIR}|/generated/|jit/|api/src/optim/|native/(Tensor[A-Z][A-Za-z]*|TriangularOps|TypeProperties|UnaryOps|Unfold[23]d|LossNLL2d|ConvolutionMM3d|BlasKernel)\\.cpp|core/(interned_strings|register_symbols)\\.cpp")
  set_source_files_properties(${alone} TARGET_DIRECTORY torch_cpu PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  # A source with definitions of its own would be compiled alone; this one only asserts which headers are not included.
  set(core ${sources})
  list(FILTER core INCLUDE REGEX "/aten/src/ATen/core/")
  set_property(SOURCE ${core} TARGET_DIRECTORY torch_cpu PROPERTY COMPILE_DEFINITIONS)
  cut_batches(${sources})
  list(FILTER sources EXCLUDE REGEX "${LUMBAR_LEFT_OUT_OF_BATCHES}")
  set_target_properties(torch_cpu PROPERTIES SOURCES "${sources}" UNITY_BUILD ON UNITY_BUILD_MODE GROUP
                        UNITY_BUILD_CODE_BEFORE_INCLUDE "#undef TORCH_ASSERT_ONLY_METHOD_OPERATORS\n#undef TORCH_ASSERT_NO_OPERATORS")
  set_target_properties(c10 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()
cmake_language(DEFER CALL shape_libtorch)
