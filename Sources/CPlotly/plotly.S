// The bytes as they are: an array in Swift or C of that length takes minutes to compile.
// The build does not see a change of the files behind .incbin: scripts/take-plotly names what it took here.
// plotly.min.js 3.7.0
    .section .rodata
    .global cplotly_gzip, cplotly_gzip_end, cplotly_licence, cplotly_licence_end
    .balign 16
cplotly_gzip:
    .incbin "plotly.min.js.gz"
cplotly_gzip_end:
    .balign 16
cplotly_licence:
    .incbin "LICENSE.txt"
cplotly_licence_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
