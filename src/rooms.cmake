# A room is a folder of src/ and one static library.  It sees the headers of the rooms its line names,
# and no others: every room's include path holds that room alone.
#
#   add_room(crop  USES core image config)
#   add_room(dicom USES core EXTERNAL DCMTK::dcmdata)      EXTERNAL: private, its headers stop here
#   add_room(nn    USES core SHARES torch_headers)         SHARES: passed on to the rooms that use this one

set(LUMBAR_WARNINGS -Wall -Wextra -Wshadow -Wnon-virtual-dtor)
if(LUMBAR_WERROR)
  list(APPEND LUMBAR_WARNINGS -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms of GCC 12 about std::string's operator+ (GCC bug 105651).
  list(APPEND LUMBAR_WARNINGS -Wno-restrict -Wno-stringop-overflow)
endif()

add_library(lumbar_flags INTERFACE)
target_compile_options(lumbar_flags INTERFACE ${LUMBAR_WARNINGS})
# Hardening, which tests/static/hardened_test.sh reads off the executable.  A fortified libc needs an optimizing
# compiler, and a sanitizer checks more than it would.
set(optimized $<CONFIG:Release,RelWithDebInfo>)
target_compile_options(lumbar_flags INTERFACE -fstack-protector-strong)
if(NOT LUMBAR_SANITIZE)
  target_compile_options(lumbar_flags INTERFACE $<${optimized}:-U_FORTIFY_SOURCE> $<${optimized}:-D_FORTIFY_SOURCE=2>)
endif()
target_link_options(lumbar_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
if(LUMBAR_SANITIZE)
  target_compile_options(lumbar_flags INTERFACE -fsanitize=${LUMBAR_SANITIZE} -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  target_link_options(lumbar_flags INTERFACE -fsanitize=${LUMBAR_SANITIZE})
endif()

# Parsing torch/torch.h costs 25 s a file; one precompiled copy serves every room that includes it.
function(share_torch_headers target)
  if(NOT TARGET lumbar_torch_pch)
    file(WRITE ${CMAKE_BINARY_DIR}/torch_pch.cpp "")
    add_library(lumbar_torch_pch STATIC ${CMAKE_BINARY_DIR}/torch_pch.cpp)
    target_link_libraries(lumbar_torch_pch PRIVATE lumbar_flags Lumbar::Torch)
    set_target_properties(lumbar_torch_pch PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(lumbar_torch_pch PRIVATE -fPIC)
    target_precompile_headers(lumbar_torch_pch PRIVATE <torch/torch.h>)
  endif()
  # An executable would be compiled with -fPIE, which the shared copy was not.
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -fPIC)
  target_precompile_headers(${target} REUSE_FROM lumbar_torch_pch)
endfunction()

function(room_include_directory room source_dir)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/rooms/${room})
  file(CREATE_LINK ${source_dir} ${CMAKE_BINARY_DIR}/rooms/${room}/${room} SYMBOLIC)
endfunction()

# What a target may include (its own line only) and what it links (everything below it).
function(open_rooms target)
  foreach(room IN LISTS ARGN)
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/rooms/${room})
    target_link_libraries(${target} PUBLIC lumbar_${room})
    get_target_property(shared lumbar_${room} LUMBAR_SHARES)
    if(shared)
      target_link_libraries(${target} PRIVATE ${shared})
    endif()
  endforeach()
endfunction()

function(add_room room)
  cmake_parse_arguments(ARG "TORCH" "DIRECTORY" "USES;EXTERNAL;SHARES" ${ARGN})
  if(NOT ARG_DIRECTORY)
    set(ARG_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${room})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIRECTORY}/*.cpp)
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/empty.cpp)
  endif()
  add_library(lumbar_${room} STATIC ${sources})
  room_include_directory(${room} ${ARG_DIRECTORY})
  target_include_directories(lumbar_${room} PRIVATE ${CMAKE_BINARY_DIR}/rooms/${room})
  set_target_properties(lumbar_${room} PROPERTIES LUMBAR_SHARES "${ARG_SHARES}" LUMBAR_DIRECTORY ${ARG_DIRECTORY})
  target_link_libraries(lumbar_${room} PRIVATE lumbar_flags ${ARG_EXTERNAL} ${ARG_SHARES})
  open_rooms(lumbar_${room} ${ARG_USES})
  if(ARG_TORCH)
    target_link_libraries(lumbar_${room} PRIVATE Lumbar::Torch)
    share_torch_headers(lumbar_${room})
  else()
    set_property(GLOBAL APPEND PROPERTY LUMBAR_ROOMS_WITHOUT_TORCH ${room})
  endif()
endfunction()
