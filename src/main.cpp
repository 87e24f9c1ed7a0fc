/// The program `shopclerk`. Everything it does is a subcommand in cli/.

int main() { return 2; }
