# What room gpu embeds: the worker, built here, and the PTX of kernels/gpu.
find_program(LUMBAR_CC NAMES gcc cc)
need(LUMBAR_CC g++)

# Freestanding, so that the compiler calls nothing that stubs.sh does not name: the worker starts on any glibc.
set(worker_source ${CMAKE_CURRENT_SOURCE_DIR}/gpu/worker)
set(worker_folder ${CMAKE_BINARY_DIR}/worker)
set(worker ${worker_folder}/worker.elf)
set(stubs ${worker_folder}/libdl.so.2 ${worker_folder}/libc.so.6)
add_custom_command(
  OUTPUT ${stubs}
  COMMAND ${worker_source}/stubs.sh ${LUMBAR_CC} ${worker_folder}
  DEPENDS ${worker_source}/stubs.sh)
add_custom_command(
  OUTPUT ${worker}
  COMMAND ${LUMBAR_CC} -std=c11 -Os -Wall -Wextra -Werror -ffreestanding -fPIE -pie -nostdlib -nostartfiles -s
          -fno-stack-protector            # its functions came with glibc 2.4
          -fcf-protection=none -fno-asynchronous-unwind-tables
          -Wl,--dynamic-linker=/lib64/ld-linux-x86-64.so.2
          -Wl,--hash-style=both           # the first loaders know the old table alone
          -Wl,-z,now                      # a missing function ends it before its hello
          -Wl,-z,relro,-z,noexecstack
          -Wl,-z,noseparate-code,--build-id=none
          ${worker_source}/worker.c ${stubs} -o ${worker}
  DEPENDS ${worker_source}/worker.c ${worker_source}/driver.h ${CMAKE_CURRENT_SOURCE_DIR}/gpu/protocol.h ${stubs})

get_property(texts GLOBAL PROPERTY LUMBAR_PTX_TEXTS)
foreach(text IN LISTS texts)
  string(REGEX MATCH "([a-z0-9_]+)\\.([0-9]+)\\.ptx$" _ ${text})
  set(id ${CMAKE_MATCH_1}_${CMAKE_MATCH_2})
  add_custom_command(OUTPUT ${text}.gz COMMAND gzip -9 -n -c ${text} >${text}.gz DEPENDS ${text})  # a tenth of it
  list(APPEND compressed ${text}.gz)
  string(APPEND embedded_texts
         "EMBED(\"${id}\", \"${text}.gz\");\n"
         "extern const char ${id}[] __asm__(\"lumbar_gpu_${id}\");\n"
         "extern const char ${id}_end[] __asm__(\"lumbar_gpu_${id}_end\");\n")
  string(APPEND listed_texts "            {\"${CMAKE_MATCH_1}\", ${CMAKE_MATCH_2}, inflated(${id}, ${id}_end)},\n")
endforeach()
set(embedded ${CMAKE_BINARY_DIR}/worker/embedded.cpp)
configure_file(gpu/embedded.cpp.in ${embedded} @ONLY)
set_source_files_properties(${embedded} PROPERTIES OBJECT_DEPENDS "${worker};${compressed}")
target_sources(lumbar_gpu PRIVATE ${embedded})
add_dependencies(lumbar_gpu gpu_ptx)
