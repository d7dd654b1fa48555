@main
struct Stockbench {
    static func main() {}
}
