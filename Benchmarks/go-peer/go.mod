module laggard-go-peer

go 1.19
