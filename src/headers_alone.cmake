# headers_alone: compiles each header of the rooms without Torch by itself, as its room compiles; `make lint` builds it.
# Headers of rooms with Torch would take 25 s each: tests/lint/includes.py checks that they include what they name.
add_custom_target(headers_alone)

function(add_headers_alone room directory)
  file(GLOB_RECURSE headers RELATIVE ${directory} CONFIGURE_DEPENDS ${directory}/*.h)
  list(FILTER headers EXCLUDE REGEX "^worker/|^gpu/math\\.h$")  # C; what kernels include between words of CUDA
  set(sources "")
  foreach(header IN LISTS headers)
    set(source ${CMAKE_BINARY_DIR}/headers_alone/${room}/${header}.cpp)
    file(GENERATE OUTPUT ${source} CONTENT "#include \"${room}/${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  set(target headers_alone_${room})
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${sources})
  foreach(property INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
    set_property(TARGET ${target} PROPERTY ${property} $<TARGET_PROPERTY:lumbar_${room},${property}>)
  endforeach()
  # Not the other rooms, which would be built first.
  get_target_property(libraries lumbar_${room} LINK_LIBRARIES)
  list(FILTER libraries EXCLUDE REGEX "^lumbar_")
  target_link_libraries(${target} PRIVATE lumbar_flags ${libraries})
  add_dependencies(headers_alone ${target})
endfunction()

get_property(rooms GLOBAL PROPERTY LUMBAR_ROOMS_WITHOUT_TORCH)
foreach(room IN LISTS rooms)
  get_target_property(directory lumbar_${room} LUMBAR_DIRECTORY)
  add_headers_alone(${room} ${directory})
endforeach()
