# Laid over DCMTK's own build (CMAKE_PROJECT_DCMTK_INCLUDE): its larger libraries are compiled in batches (oflog as a batch lacks its inline functions).
function(shape_dcmtk)
  foreach(target ofstd dcmdata dcmimgle dcmimage)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endforeach()
  target_compile_options(dcmsr PRIVATE -Os)  # nothing in reports is hot
endfunction()
cmake_language(DEFER CALL shape_dcmtk)
