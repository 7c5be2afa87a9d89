# Lumbar::Torch: Debian's LibTorch, or the one that Torch_DIR names.
find_package(Torch QUIET)
need(Torch_FOUND libtorch-dev)
add_library(Lumbar::Torch INTERFACE IMPORTED GLOBAL)
target_link_libraries(Lumbar::Torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(Lumbar::Torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
separate_arguments(torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(Lumbar::Torch INTERFACE ${torch_flags})
