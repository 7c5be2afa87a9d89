# Laid over oneDNN's own build (CMAKE_PROJECT_oneDNN_INCLUDE): its common part in batches, and without the
# implementations of primitives that ONEDNN_ENABLE_PRIMITIVE leaves out, which its build compiles all the same.
# What writes machine code needs no optimization itself: the machine code is the same.  -O1 halves the compiler's work; the
# long lists of instructions of gemm/ (int8 kernels for the most part) are done in a quarter without.
function(shape_onednn)
  set(left_out
      "_(batch|group|instance|layer)_normalization(_s8)?\\.cpp$" "tbb_batch_normalization\\.cpp$" "/(ref|jit_uni)_pool"
      "_lrn(_|\\.)" "prelu" "resampling" "shuffle" "softmax" "deconv" "pooling\\.cpp$")
  # Lists of implementations, and what the chosen primitives share with the others.
  set(kept "_list\\.cpp$" "_utils\\.cpp$")
  foreach(target dnnl_cpu dnnl_cpu_x64)
    get_target_property(sources ${target} SOURCES)
    foreach(pattern IN LISTS left_out)
      set(unwanted ${sources})
      list(FILTER unwanted INCLUDE REGEX "${pattern}")
      foreach(pattern IN LISTS kept)
        list(FILTER unwanted EXCLUDE REGEX "${pattern}")
      endforeach()
      list(REMOVE_ITEM sources ${unwanted} "")
    endforeach()
    set_target_properties(${target} PROPERTIES SOURCES "${sources}")
  endforeach()
  target_compile_options(dnnl_cpu_x64 PRIVATE -O1)
  get_target_property(sources dnnl_cpu_x64 SOURCES)
  list(FILTER sources INCLUDE REGEX "_autogen\\.cpp$|s8x8s32/.*_kern\\.cpp$")
  set_source_files_properties(${sources} TARGET_DIRECTORY dnnl_cpu_x64 PROPERTIES COMPILE_OPTIONS -O0)
  set_target_properties(dnnl_common PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()
cmake_language(DEFER CALL shape_onednn)
