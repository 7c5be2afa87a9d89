# Laid over oneDNN's own build (CMAKE_PROJECT_oneDNN_INCLUDE): its common part in batches, and without the
# implementations of primitives that ONEDNN_ENABLE_PRIMITIVE leaves out, which its build compiles all the same.
# What writes machine code needs no speed itself: the machine code is the same.  -Os compiles it faster than -O2 or -O1,
# to half their size.
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
  target_compile_options(dnnl_cpu_x64 PRIVATE -Os)
  set_target_properties(dnnl_common PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()
cmake_language(DEFER CALL shape_onednn)
