@main
struct Serialstock {
    static func main() {}
}
