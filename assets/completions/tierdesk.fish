# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tierdesk_global_optspecs
    string join \n store= as= readonly at= theme= plain h/help V/version
end

function __fish_tierdesk_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tierdesk_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tierdesk_using_subcommand
    set -l cmd (__fish_tierdesk_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tierdesk -n "__fish_tierdesk_needs_command" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_needs_command" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_needs_command" -l at -d 'Show the desk as it was at another moment, from which time runs on; nothing can be written' -r
complete -c tierdesk -n "__fish_tierdesk_needs_command" -l theme -d 'The theme, or auto for the one that suits the terminal [default: what config.toml says; env: TIERDESK_THEME]' -r
complete -c tierdesk -n "__fish_tierdesk_needs_command" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -l plain -d 'In lines instead of a screen, for screen readers, dumb terminals and scripts'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "alert" -d 'List the alerts that you were told, answer them, and try the rules of who is told of what'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "allowance" -d 'Show a customer\'s allowance: this month ticket by ticket, and the months before'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "backup" -d 'Copy the store to a file, while others work'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "check" -d 'Check that the store is sound: every page, every row, every history'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "board" -d 'Open the board: the desk on screen, which is also what `tierdesk` alone does'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "completions" -d 'Write shell completions to standard output'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "debug-writer" -d 'Open tickets one after the other, for tests that kill the program'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "doctor" -d 'Say what this program, this machine and this store are'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "contact" -d 'Add and list the persons who may ask for a customer'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "contract" -d 'Add, list and show contracts'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "customer" -d 'Add, list and show customers'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "demo" -d 'Look around on a desk that is alive, made up around this moment'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "due" -d 'Tell when a target is due, for one ticket or for a batch of questions'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "export" -d 'Write the whole desk to a file that `import` reads'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "handover" -d 'Hand the desk over to the next shift: see, give and take what a handover says'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "holidays" -d 'List public holidays of a country or state'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "horizon" -d 'Tell what falls due when: every running clock in time order, closed days, who comes on duty'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "import" -d 'Bring in customers and tickets from CSV or JSON lines'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "init" -d 'Make an empty store'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "keys" -d 'List the keys of the board, and check the file that changes them'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "man" -d 'Write the manual page to standard output'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "policy" -d 'List, show and check policy packs'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "report" -d 'Tell what was met and missed, and how the desk was used, in a period'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "restore" -d 'Make the store from a backup'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "rota" -d 'Show who is on call, and check the file that says so'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "status" -d 'Say in one line what presses, for tmux and shell prompts; never writes'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "search" -d 'Find tickets, closed ones too, by any words that were written about them'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "shift" -d 'Begin and end your shift, and list the shifts on record'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "theme" -d 'List, show and check themes'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "undo" -d 'Take back what you did last, or one of your actions'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "redo" -d 'Do again what you took back last'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "template" -d 'List, show and check templates of answers, and the languages in which target times are told'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "ticket" -d 'Open, list, show and work on tickets'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "time" -d 'Book time on tickets, and read time sheets and balances'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "watch" -d 'Tell alerts in time without a screen, as a service or from cron'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "who" -d 'Say who has the desk open now, and what they look at'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "view" -d 'Save filters under a name and a key, list and remove them'
complete -c tierdesk -n "__fish_tierdesk_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "list" -d 'List the alerts that you were told and nobody has acknowledged, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "ack" -d 'Acknowledge alerts: they never come again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "snooze" -d 'Have alerts come again later, if they still hold then'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "rules" -d 'Write the rules of a desk without alerts.toml to standard output, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "check" -d 'Check alerts.toml: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "test" -d 'Say for a ticket who is told of what, when, by which way and by which rule, and which rules tell nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and not __fish_seen_subcommand_from list ack snooze rules check test help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l ticket -d 'Only of this ticket' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l of -d 'Those that this summary told' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l since -d 'Only those that fell at or after this moment' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l at -d 'As it was then' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l everybody -d 'Everybody\'s, not only yours and those for nobody in particular'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l all -d 'Acknowledged ones and those of resolved tickets too'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l ticket -d 'Only of this ticket' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l mine -d 'All open ones that are yours or nobody\'s in particular'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l everybody -d 'Everybody\'s, not only yours and those for nobody in particular'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from ack" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l ticket -d 'Only of this ticket' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l until -d 'When they come again: 30m, 2h, 9:00, tomorrow 9:00' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l mine -d 'All open ones that are yours or nobody\'s in particular'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l everybody -d 'Everybody\'s, not only yours and those for nobody in particular'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from snooze" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from rules" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from rules" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from rules" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from rules" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from rules" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l at -d 'As it was then' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the alerts that you were told and nobody has acknowledged, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "ack" -d 'Acknowledge alerts: they never come again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "snooze" -d 'Have alerts come again later, if they still hold then'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "rules" -d 'Write the rules of a desk without alerts.toml to standard output, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check alerts.toml: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "test" -d 'Say for a ticket who is told of what, when, by which way and by which rule, and which rules tell nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand alert; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -l month -d 'Which month (or the period that holds it), in the policy\'s zone [default: this one]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand allowance" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -l force -d 'Replace the file where it is there already'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand backup" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -l rebuild-search -d 'Make the search index anew from the history first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l at -d 'Show the desk as it was at another moment, from which time runs on; nothing can be written' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l theme -d 'The theme, or auto for the one that suits the terminal [default: what config.toml says; env: TIERDESK_THEME]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l plain -d 'In lines instead of a screen, for screen readers, dumb terminals and scripts'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand board" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand completions" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand completions" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand completions" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand completions" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand completions" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l count -d 'How many tickets' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l customer -d 'Whose; added where there is none of that name' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l severity -d 'Their severity' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l resolve -d 'Resolve every second one, so that rows move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l stubborn -d 'Go on after an error'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand debug-writer" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -f -a "add" -d 'Add a person of a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -f -a "list" -d 'List the persons of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and not __fish_seen_subcommand_from add list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l customer -d 'Whose person: the customer\'s name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l email -d 'Address' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l registered -d 'One of the persons whom the contract registers'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -l customer -d 'Only of this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a person of a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the persons of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contact; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "add" -d 'Add a contract: a tier of one edition of a policy pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "list" -d 'List the contracts of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "change" -d 'Let another contract follow: another tier, edition, region or terms of its own'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "end" -d 'Let a contract end, or take its end back'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "term" -d 'Set the end of a contract\'s term'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "buy" -d 'Record a block of prepaid units'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "blocks" -d 'List the blocks that were bought'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "show" -d 'Show one contract with what it sets for itself'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and not __fish_seen_subcommand_from add list change end term buy blocks show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l customer -d 'Whose: the customer\'s name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l pack -d 'Policy pack, such as b2bee, or b2bee@2019-09-12 for one edition' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l edition -d 'Date of the pack\'s edition [default: the edition that the bare name means]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l tier -d 'Tier' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l region -d 'The customer\'s region, where the pack tells regions apart' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l starts -d 'First date, in the policy\'s zone [default: today]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l ends -d 'First date on which it holds no more' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l target -d 'A target of the contract\'s own, as CLOCK=TARGET or CLOCK/SEVERITY=TARGET; may be given several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l end-of-life -d 'A version of the product and the last date of its support, as VERSION=DATE; may be given several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l hours -d 'Hours of the contract\'s own, such as "mon-fri 09:00-17:00; sat 10:00-12:00"' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l holidays -d 'Holidays that close those hours, such as DE/BY' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l zone -d 'Zone on whose clock the hours are read [default: the policy\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l place -d 'Where the customer is, for hours that the pack reads there: its zone, then its holidays (codes of `tierdesk holidays`, sets of the pack\'s own, single dates), as "Europe/Berlin DE/BY 2027-01-04"' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -l customer -d 'Only of this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l seen -d 'The revision that you saw: refused where somebody changed the contract since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l from -d 'The first date of what holds from then on [default: today, in the policy\'s zone]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l tier -d 'Another tier' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l pack -d 'Another pack or edition, such as b2bee@2024-05-01' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l region -d 'Another region' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l target -d 'A target of the contract\'s own, as CLOCK=TARGET or CLOCK/SEVERITY=TARGET, in place of all that it had; may be given several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l hours -d 'Hours of the contract\'s own' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l holidays -d 'Holidays that close those hours, such as DE/BY' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l place -d 'Where the customer is, for hours that the pack reads there: its zone, then its holidays, as "Europe/Berlin DE/BY"' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l end-of-life -d 'A version of the product and the last date of its support, in place of all that it had' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l renews -d 'The end of the new term' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l reason -d 'Why; needed for a move down before the end of the term' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l no-targets -d 'Take the pack\'s own targets again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l no-hours -d 'Take the pack\'s own hours again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l no-place -d 'The customer\'s place is not known any more'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l preview -d 'Only say what it would move on open tickets, and change nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from change" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l seen -d 'The revision that you saw: refused where somebody changed the contract since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l on -d 'The first date on which it holds no more' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l never -d 'It does not end after all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from end" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l seen -d 'The revision that you saw: refused where somebody changed the contract since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l until -d 'The date on which it can be renewed or moved down' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l unknown -d 'No end of the term is known'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from term" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l seen -d 'The revision that you saw: refused where somebody changed the contract since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l pot -d 'For which pot of the pack' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l units -d 'How much: 10h in a pot of time, a number in a pot of tickets' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l on -d 'The date of purchase [default: today, in the policy\'s zone]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l expires -d 'The first date on which it can be used no more' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l note -d 'What was agreed' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from buy" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from blocks" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a contract: a tier of one edition of a policy pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the contracts of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "change" -d 'Let another contract follow: another tier, edition, region or terms of its own'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "end" -d 'Let a contract end, or take its end back'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "term" -d 'Set the end of a contract\'s term'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "buy" -d 'Record a block of prepaid units'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "blocks" -d 'List the blocks that were bought'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one contract with what it sets for itself'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand contract; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -f -a "add" -d 'Add a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -f -a "change" -d 'Change a customer\'s name, zone, language or note'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -f -a "list" -d 'List the customers with their plans and allowances'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -f -a "show" -d 'Show one customer: its contracts, persons, allowance and open tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and not __fish_seen_subcommand_from add change list show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l time-zone -d 'Zone of its people, such as Europe/Paris' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l language -d 'The language in which it is written to, such as de [default: the policy\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l note -d 'What the desk should know about it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l name -d 'Its new name' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l time-zone -d 'Zone of its people, such as Europe/Paris; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l language -d 'The language in which it is written to, such as de; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l note -d 'What the desk should know about it; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l seen -d 'The revision that you saw: refused where somebody changed the customer since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from change" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from help" -f -a "change" -d 'Change a customer\'s name, zone, language or note'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the customers with their plans and allowances'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one customer: its contracts, persons, allowance and open tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand customer; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l tickets -d 'Make a large desk of so many tickets, one in fifty of them open' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l seed -d 'Another story' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l at -d 'The moment around which the desk is placed' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l theme -d 'The theme, or auto for the one that suits the terminal [default: what config.toml says; env: TIERDESK_THEME]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l no-board -d 'Only make the store, do not open the board [default for --tickets with --store]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l plain -d 'In lines instead of a screen, for screen readers, dumb terminals and scripts'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand demo" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l pack -d 'Policy pack: photoprism, or name@2024-05-01 for another edition' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l tier -d 'Tier of the contract' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l severity -d 'Severity, as the policy names it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l received -d 'When the ticket was received: RFC 3339 with an offset, such as 2026-03-27T16:30+01:00' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l environment -d 'production or development [default: production]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l region -d 'Region of the customer: one that the policy names, north-america or europe [default: none in particular]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l level -d 'Level of support, 1 to 3' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l language -d 'Language of the request: en, fr, pt-br' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l channel -d 'Channel by which it came, as the policy names it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l kind -d 'Kind of request, as the policy names it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l signed -d 'First date of the contract: 2021-05-01' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l target -d 'The contract\'s own target; may be repeated' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l paused -d 'A time of waiting for the customer, two instants: the resolution clock pauses, and others that do so; may be repeated' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l event -d 'What has happened to the ticket, in order: assigned=2026-03-27T17:00+01:00; may be repeated' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l batch -d 'Answer one JSON object a line from standard input, a line each'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l json -d 'Answer in JSON, as a line of a batch'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand due" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -l format -d 'How it is written [default: by the file\'s name, else csv]' -r -f -a "csv\t'Comma-separated values, a header first (`;` and tabs are recognised)'
jsonl\t'A JSON object a line'"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -s o -l output -d 'Where to [default: standard output]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -l force -d 'Write over the file where it is there already'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand export" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -f -a "show" -d 'Show what a handover would say now, or one that was given'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -f -a "give" -d 'Give the handover: it is kept as it stands now, for the next agent to take'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -f -a "take" -d 'Take a handover that was given: your name and the moment are put on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -f -a "list" -d 'List the handovers that were given, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and not __fish_seen_subcommand_from show give take list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l since -d 'Tell what changed since then: "08:00", "yesterday 17:00", RFC 3339 [default: the beginning of your shift]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l until -d 'Tell what falls due until then: "18:00", "mon 09:00", RFC 3339 [default: the end of the next duty, or 8 hours]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l line -d 'The line of the rota whose next duty is meant [default: that of your shift or duty]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l at -d 'As it stood then: "yesterday 16:00", RFC 3339' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l format -d 'In which form' -r -f -a "text\t'Plain text'
markdown\t'Markdown'
json\t'JSON, with nothing left out'"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l output -d 'Into a file [default: standard output]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l force -d 'Write over the file where it is there already'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON, as --format json does'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l to -d 'To whom [default: whoever comes next]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l mail -d 'Mail it to this address too, through the machine\'s sendmail; several times for several' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l since -d 'Tell what changed since then: "08:00", "yesterday 17:00", RFC 3339 [default: the beginning of your shift]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l until -d 'Tell what falls due until then: "18:00", "mon 09:00", RFC 3339 [default: the end of the next duty, or 8 hours]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l line -d 'The line of the rota whose next duty is meant [default: that of your shift or duty]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l end-shift -d 'End your shift with it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from give" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l begin-shift -d 'Begin your shift with it, on the line of the handover and until its end'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from take" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what a handover would say now, or one that was given'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from help" -f -a "give" -d 'Give the handover: it is kept as it stands now, for the next agent to take'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from help" -f -a "take" -d 'Take a handover that was given: your name and the moment are put on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the handovers that were given, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand handover; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l ics -d 'The days of a calendar file (.ics) instead: its all-day events' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l pack -d 'Write them as the lines of a pack, [holidays.NAME]: rules where they come every year, else the dates of ten years' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l year -d 'Year, or first..last [default: this year]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l json -d 'Answer in JSON: [{"date":"2027-01-01","name":...}]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand holidays" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l hours -d 'The coming hours [default: 12]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l days -d 'The coming days of 24 hours' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l customer -d 'Only of this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l at -d 'The desk as it was at another moment, from which the hours are counted' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand horizon" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l format -d 'How it is written [default: by the file\'s name; .csv, .tsv, .jsonl, .ndjson]' -r -f -a "csv\t'Comma-separated values, a header first (`;` and tabs are recognised)'
jsonl\t'A JSON object a line'"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l map -d 'Another system\'s name for a column, as THEIRS=OURS; THEIRS= leaves a column out' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l zone -d 'Zone of times that say no offset, such as Europe/Paris' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l dry-run -d 'Say what would happen, and write nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l partial -d 'Leave out rows that are wrong, naming each; without it one wrong row keeps everything out'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand import" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand init" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -f -a "list" -d 'List every action with the keys that it is on, where they are heard, and the command that does the same'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -f -a "check" -d 'Check the file of keys: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -f -a "default" -d 'Write a file of keys to standard output in which everything is commented out, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and not __fish_seen_subcommand_from list check default help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from default" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from default" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from default" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from default" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from default" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "list" -d 'List every action with the keys that it is on, where they are heard, and the command that does the same'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check the file of keys: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "default" -d 'Write a file of keys to standard output in which everything is commented out, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand man" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand man" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand man" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand man" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand man" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "list" -d 'List the packs at hand: those shipped, and the desk\'s own (folder `packs` beside the store)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "show" -d 'Show a pack: its tables as a person reads them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "explain" -d 'Explain a target: which row answered, which ones were passed over and why, where its time runs'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "check" -d 'Check files of packs: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "test" -d 'Ask a pack its own examples, and show where the time goes in a wrong one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "diff" -d 'Say what changes for an agent between two packs, or two editions of one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "apply" -d 'Take other texts of packs and holiday lists as the rules that hold: lists every due time that moves first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "new" -d 'Start a new pack: from answers, from a template, or from another pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "schema" -d 'Print the JSON schema of packs: an editor that knows TOML completes and checks with it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and not __fish_seen_subcommand_from list show explain check test diff apply new schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -l json -d 'The whole pack in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -l toml -d 'The pack\'s own file, to copy from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l ticket -d 'A ticket of the store, under its contract' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l tier -d 'Tier of the contract' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l severity -d 'Severity, as it was reported' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l environment -d 'production or development [default: production]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l region -d 'Region of the customer' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l language -d 'Language of the request' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l channel -d 'Channel it came by' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l kind -d 'Kind of request' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l level -d 'Level at which it stands' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l signed -d 'First date of the contract' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l received -d 'When it was received: RFC 3339 [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l target -d 'The contract\'s own target; may be repeated' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l workaround -d 'A workaround stands'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l all -d 'Show every row that was passed over, those of other tiers and severities too'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from diff" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l pack -d 'Only this pack; may be given several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l holidays -d 'Only the holidays of this country, such as DE; may be given several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l contracts -d 'Move open tickets to the contract that has followed theirs, too'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l dry-run -d 'Only say what it would move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l yes -d 'Do not ask'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from apply" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l template -d 'Start from one of these rather than from answers' -r -f -a "simple\t'What every pack has'
full\t'That, and every other table as comments to take in'"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l like -d 'Start as a copy of a pack at hand, or of a file' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l to -d 'Put it into this file rather than into the folder of the desk\'s own packs' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l title -d 'The provider\'s name for people' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l edition -d 'The date from which it holds (today)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l time-zone -d 'Time zone of the desk, such as Europe/Berlin (this machine\'s)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l hours -d 'Open hours, such as \'mon-fri 09:00-12:00 14:00-18:00, sat 09:00-12:00\'' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l holidays -d 'Code of holidays on which the desk is closed, such as DE/BY (may be given again)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l tier -d 'A tier, lowest first (give it again for each); NAME or NAME=\'Name for people\'' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l severity -d 'A severity, worst first (give it again for each); NAME or NAME=\'When it applies\'' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l target -d 'A promise, CLOCK[/SEVERITY[/TIER]]=\'4 business hours\' (may be given again; the closer one counts)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from new" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from schema" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from schema" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from schema" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from schema" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the packs at hand: those shipped, and the desk\'s own (folder `packs` beside the store)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a pack: its tables as a person reads them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Explain a target: which row answered, which ones were passed over and why, where its time runs'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check files of packs: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "test" -d 'Ask a pack its own examples, and show where the time goes in a wrong one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Say what changes for an agent between two packs, or two editions of one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Take other texts of packs and holiday lists as the rules that hold: lists every due time that moves first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "new" -d 'Start a new pack: from answers, from a template, or from another pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "schema" -d 'Print the JSON schema of packs: an editor that knows TOML completes and checks with it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l customer -d 'Only this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l tier -d 'Only this tier: gold, or photoprism/gold where several policies have one' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l severity -d 'Only this severity, as assessed' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l agent -d 'Only the tickets that are this agent\'s; "" for nobody\'s' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l from -d 'From this date on' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l to -d 'Up to the day before this date' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l month -d 'This month [default: the present one]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l week -d 'This ISO week, Monday to Sunday' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l quarter -d 'This quarter' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l year -d 'This year' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l zone -d 'The zone whose dates are meant [default: the policy\'s for one customer, else this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l at -d 'As it was at that moment, told by what had happened until then' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l by -d 'By what to group what was met and missed: at most two of week, month, customer, tier, severity, agent' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l format -d 'How it is written' -r -f -a "text\t'Tables for people'
csv\t'One part as comma-separated values, safe for spreadsheets'
json\t'Every figure for programs'
markdown\t'Tables for chats and wikis'
html\t'One page with pictures that holds everything it needs'"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -s o -l output -d 'Where to [default: standard output]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l mail -d 'Send it by the machine\'s sendmail, as text and HTML: to that address, or to the customer\'s registered contacts' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l json -d 'The same as --format json'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l force -d 'Write over the file where it is there already'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -a "weekly" -d 'Make the week\'s report for every customer whose plan promises one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and not __fish_seen_subcommand_from weekly help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l week -d 'Which week [default: the last one that is over, in the policy\'s zone]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l customer -d 'Only this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -s o -l output -d 'Into this folder, which is made where it is not there' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l at -d 'As it was at that moment' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l force -d 'Write over files that are there already'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l mail -d 'Send each to the customer\'s registered contacts'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from weekly" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "weekly" -d 'Make the week\'s report for every customer whose plan promises one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -l move-aside -d 'Rename the store that lies there now to NAME.before-restore-TIME'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand restore" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -f -a "now" -d 'Show who is on call now, line by line, and who comes next'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -f -a "show" -d 'Show the duties of the coming days'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -f -a "check" -d 'Check a rota, and name every mistake with its place'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and not __fish_seen_subcommand_from now show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l at -d 'At another moment: an instant, "sat 03:00", 2h' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from now" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l at -d 'From another moment on: an instant, a date, "mon 09:00"' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l days -d 'So many days' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l line -d 'Of this line alone' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from help" -f -a "now" -d 'Show who is on call now, line by line, and who comes next'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the duties of the coming days'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a rota, and name every mistake with its place'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand rota; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l format -d 'What to write, with places in braces (see below)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l tmux -d 'With tmux\'s colours where something presses, and its signs escaped'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand status" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -l limit -d 'At most so many tickets [default: 50]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand search" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -f -a "begin" -d 'Begin your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -f -a "end" -d 'End your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -f -a "list" -d 'List the shifts on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -f -a "now" -d 'Show whose shift it is now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and not __fish_seen_subcommand_from begin end list now help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l line -d 'On which line of the rota [default: the one on which you are on call now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l until -d 'When it is to end: 17:00, 8h, an instant [default: when you are no longer on call]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from begin" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -l note -d 'What there is to say about it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from end" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l from -d 'Those that lasted after this moment [default: a week ago]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l to -d 'Those that began before this moment [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l at -d 'As they stood at another moment' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l at -d 'As they stood at another moment' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from now" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "begin" -d 'Begin your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "end" -d 'End your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the shifts on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "now" -d 'Show whose shift it is now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -f -a "list" -d 'List the themes at hand: those shipped, and your own (folder `themes` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -f -a "show" -d 'Show a theme: every role in its colours'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -f -a "check" -d 'Check files of themes: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and not __fish_seen_subcommand_from list show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -l toml -d 'A shipped theme\'s own file, to copy from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the themes at hand: those shipped, and your own (folder `themes` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a theme: every role in its colours'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check files of themes: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand theme; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand undo" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand redo" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "list" -d 'List the templates at hand: those shipped, and your own (folder `templates` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "show" -d 'Show a template, as it is written or filled for a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "check" -d 'Check files of templates and languages: every mistake with its line and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "places" -d 'List what a template can name in braces'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "language" -d 'Print a shipped language\'s file, to copy from; without a name, list the languages at hand'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and not __fish_seen_subcommand_from list show check places language help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l ticket -d 'Filled for this ticket' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l set -d 'What a place of the template\'s own is filled with' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from places" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from language" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the templates at hand: those shipped, and your own (folder `templates` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a template, as it is written or filled for a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check files of templates and languages: every mistake with its line and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "places" -d 'List what a template can name in braces'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "language" -d 'Print a shipped language\'s file, to copy from; without a name, list the languages at hand'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand template; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "open" -d 'Open a ticket; allowance and entitlement are decided on the way in'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "list" -d 'List tickets, most urgent first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "next" -d 'Show the most urgent ticket that you can act on now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "bulk" -d 'Do one thing to many tickets, in one go'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "merge" -d 'Merge a ticket into another, which lives on with the earliest receipt and reply'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "link" -d 'Link two tickets about the same thing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "unlink" -d 'Unlink two tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "split" -d 'Make a part of a ticket one of its own, received when it was'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "tag" -d 'Put tags on a ticket and take tags off'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "watch" -d 'Watch a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "unwatch" -d 'Watch a ticket no longer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "show" -d 'Show one ticket: clocks, allowance, messages and history'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "assign" -d 'Give a ticket to somebody, to yourself, or to nobody'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "route" -d 'Give what nobody has to who is on call, as the rota routes it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "reply" -d 'Answer the customer; the first reply stops the first-response clock'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "say" -d 'Say a ticket\'s target times as sentences for the customer, in its language and zone'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "receive" -d 'Write down what came in from the customer: a ticket that waits or is on hold goes on, a resolved one is reopened'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "hold" -d 'Put a ticket on hold until a moment'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "note" -d 'Write something down for colleagues'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "wait" -d 'Wait for the customer: the resolution clock stands still'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "resume" -d 'Go on with a ticket that waited or was on hold'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "resolve" -d 'Resolve a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "reopen" -d 'Open a resolved ticket again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "adopt-contract" -d 'Hold a ticket to the contract that its customer has now, in place of the one that it came in under'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "allowance" -d 'Decide how a ticket counts against the allowance'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "assess" -d 'Assess severity, environment, kind, channel or version; targets are set anew, counted from receipt'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "escalate" -d 'Take a ticket up to another level; its check list is filled in or passed over on purpose'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "hand-back" -d 'Take a ticket back to a lower level'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "checklist" -d 'Show a ticket\'s check list, or fill in points of it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "judge" -d 'Decide about a flag of entitlement: work on it all the same, or not'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "mark" -d 'Put on record that a workaround or an estimate was given, that work has begun, or that the severity stands'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "hand-on" -d 'Write something about a ticket for the next shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "why" -d 'Why a ticket looks as it does: every clock, colour and flag with its rule and source'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "what-if" -d 'The same ticket under another severity, tier, contract, environment or level; changes nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and not __fish_seen_subcommand_from open list next bulk merge link unlink split tag watch unwatch show assign route reply say receive hold note wait resume resolve reopen adopt-contract allowance assess escalate hand-back checklist judge mark hand-on why what-if help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l customer -d 'Whose: the customer\'s name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l subject -d 'One line' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l severity -d 'Severity, in the words of the customer\'s policy [default: what the policy gives a new request, where it says]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l claimed -d 'Severity as the customer claims it, where the desk sees it otherwise' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l text -d 'The customer\'s message; - reads standard input' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l from -d 'Who asks: name or address' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l channel -d 'Channel it came by: email, chat, phone, ticket ...' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l kind -d 'Kind of request' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l version -d 'Version of the product that it is about' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l level -d 'Support level: 1, 2 or 3' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l environment -d 'Stage of the customer\'s system' -r -f -a "production\t''
development\t''"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l received -d 'When it was received [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l reference -d 'What another system calls it; unique' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l assignee -d 'Who works on it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l mine -d 'You work on it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l proactive -d 'The provider opens it itself: it uses no allowance'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l view -d 'Only those of a saved view (`tierdesk view list`)' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l customer -d 'Only of this customer: name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l status -d 'Only in this state [default: all but resolved, unless the filter asks for those]' -r -f -a "open\t''
waiting\t''
on_hold\t''
resolved\t''
all\t''"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l assignee -d 'Only this agent\'s' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l search -d 'Only those whose subject, requester or reference holds this text' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l mine -d 'Only yours'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l unassigned -d 'Only nobody\'s'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l after -d 'The one behind this ticket, where that is one of them' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l take -d 'Assign it to yourself'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from next" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l filter -d 'Those that fit, as `ticket list` has them: \'customer:acme sev:low\'' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l tickets -d 'Those of these numbers: 7,8,9' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l yes -d 'Do it; without this the tickets are only named'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "assign" -d 'Give them to somebody'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "tag" -d 'Put tags on and take tags off'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "wait" -d 'Wait for the customers'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "resume" -d 'Go on'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "hold" -d 'Put them on hold'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "resolve" -d 'Resolve them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "reopen" -d 'Open them again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "note" -d 'Write a note on each'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "watch" -d 'Watch them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "unwatch" -d 'Watch them no longer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "assess" -d 'Assess their severity'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "mark" -d 'Put a workaround, an estimate, the begin of work or their severity on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "allowance" -d 'Decide how they count against the allowance'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from bulk" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l into -d 'The ticket that lives on' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from merge" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from link" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unlink" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l subject -d 'The new ticket\'s subject' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l text -d 'What of the message belongs to it; - reads standard input' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l severity -d 'Its severity [default: this ticket\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from split" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from tag" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l who -d 'Who watches [default: you]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from watch" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l who -d 'Who watches [default: you]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from unwatch" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -l itself -d 'A merged ticket itself, and not the one that lives on for it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l on-call -d 'To who is on call: on this line of the rota, or on the one to which the rota routes it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l me -d 'To yourself'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l nobody -d 'To nobody'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assign" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -l apply -d 'Do it; without this it is only said what would go to whom'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from route" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l text -d 'The answer; - reads standard input' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l template -d 'The answer from a template, filled for this ticket' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l set -d 'What a place of the template is filled with' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l by -d 'The channel on which it was given, where this writes down what was said: phone, chat ...' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l at -d 'When it was given: 02:14, "yesterday 17:30", "10 min ago", RFC 3339 [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l dry-run -d 'Only show the answer that would be recorded'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reply" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l language -d 'In which language [default: the customer\'s, else the policy\'s, else en]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l zone -d 'On which wall clock [default: the customer\'s zone, else the policy\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from say" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l text -d 'The message; - reads standard input' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l from -d 'Who sent it: name or address' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l automatic -d 'A machine sent it, such as an out-of-office note: it changes neither clock nor status'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from receive" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l reason -d 'Why' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l until -d 'When to look at it again: "tomorrow 9:00", "mon 08:00", 2h, a date, RFC 3339 [default: when somebody resumes it]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hold" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l text -d 'The note; - reads standard input' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from note" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l reason -d 'For what' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l reason -d 'Why' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l cause -d 'What it was' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from resolve" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l reason -d 'Why' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from reopen" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from adopt-contract" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l reason -d 'Why; stays on record' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l accept-paid -d 'Accept it as a paid request: it uses no unit'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l hold -d 'Hold it until the next period: it counts there, its clocks run all the same'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l waive -d 'Waive it: it uses no unit'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l count -d 'Let it count again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from allowance" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l severity -d 'Severity, in the words of the customer\'s policy' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l environment -d 'Stage of the customer\'s system' -r -f -a "production\t''
development\t''"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l kind -d 'Kind of request; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l channel -d 'Channel it came by; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l version -d 'Version of the product; empty takes it away' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l reason -d 'Why; stays on record' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l preview -d 'Only say what it would move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from assess" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l to -d 'To which level [default: the next one up]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l reason -d 'Why; stays on record' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l check -d 'Fill in a point of the check list first: its number or a part of its words, = and the answer; several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l pass-over -d 'Go although points of the check list are open: on purpose, with the reason'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l preview -d 'Only say what it would move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from escalate" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l to -d 'To which level [default: the next one down]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l reason -d 'Why; stays on record' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l preview -d 'Only say what it would move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-back" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l level -d 'The level whose list it is [default: the next one up]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l fill -d 'Fill in a point: its number or a part of its words, = and the answer (nothing takes it back); several times' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from checklist" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l flag -d 'Which flag, as `ticket show --json` names it' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l reason -d 'Why; stays on record' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l accept -d 'Work on it all the same'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l reject -d 'Do not accept it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from judge" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l note -d 'What the customer was given or told' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l at -d 'When it was so: 02:14, "yesterday 17:30", "10 min ago", RFC 3339 [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l expected -d 'When the resolution is expected, of an estimate: "fri 17:00", a date, RFC 3339' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l zone -d 'The zone in which moments are read that name no offset [default: this machine\'s]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l withdraw -d 'The workaround or the estimate stands no longer: clocks go on as if it had not been given'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l preview -l dry-run -d 'Only say what it would move'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from mark" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l clear -d 'Take back what stands there'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from hand-on" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -l ledger -d 'The open time of every clock too, day by day'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from why" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l severity -d 'Another severity' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l tier -d 'Another tier of the same policy' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l contract -d 'Another contract of the customer, by its number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l environment -d 'Another environment' -r -f -a "production\t''
development\t''"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l level -d 'Another level' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from what-if" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "open" -d 'Open a ticket; allowance and entitlement are decided on the way in'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "list" -d 'List tickets, most urgent first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "next" -d 'Show the most urgent ticket that you can act on now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "bulk" -d 'Do one thing to many tickets, in one go'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Merge a ticket into another, which lives on with the earliest receipt and reply'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "link" -d 'Link two tickets about the same thing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "unlink" -d 'Unlink two tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "split" -d 'Make a part of a ticket one of its own, received when it was'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "tag" -d 'Put tags on a ticket and take tags off'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Watch a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "unwatch" -d 'Watch a ticket no longer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one ticket: clocks, allowance, messages and history'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "assign" -d 'Give a ticket to somebody, to yourself, or to nobody'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "route" -d 'Give what nobody has to who is on call, as the rota routes it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "reply" -d 'Answer the customer; the first reply stops the first-response clock'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "say" -d 'Say a ticket\'s target times as sentences for the customer, in its language and zone'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "receive" -d 'Write down what came in from the customer: a ticket that waits or is on hold goes on, a resolved one is reopened'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "hold" -d 'Put a ticket on hold until a moment'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "note" -d 'Write something down for colleagues'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "wait" -d 'Wait for the customer: the resolution clock stands still'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Go on with a ticket that waited or was on hold'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "resolve" -d 'Resolve a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "reopen" -d 'Open a resolved ticket again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "adopt-contract" -d 'Hold a ticket to the contract that its customer has now, in place of the one that it came in under'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "allowance" -d 'Decide how a ticket counts against the allowance'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "assess" -d 'Assess severity, environment, kind, channel or version; targets are set anew, counted from receipt'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "escalate" -d 'Take a ticket up to another level; its check list is filled in or passed over on purpose'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "hand-back" -d 'Take a ticket back to a lower level'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "checklist" -d 'Show a ticket\'s check list, or fill in points of it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "judge" -d 'Decide about a flag of entitlement: work on it all the same, or not'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "mark" -d 'Put on record that a workaround or an estimate was given, that work has begun, or that the severity stands'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "hand-on" -d 'Write something about a ticket for the next shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "why" -d 'Why a ticket looks as it does: every clock, colour and flag with its rule and source'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "what-if" -d 'The same ticket under another severity, tier, contract, environment or level; changes nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand ticket; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "start" -d 'Start your watch on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "stop" -d 'Stop your watch and book what it says'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "book" -d 'Book time on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "sheet" -d 'Write a customer\'s time sheet of a month'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "balance" -d 'Say what is left of a customer\'s prepaid time'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and not __fish_seen_subcommand_from start stop book sheet balance help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from start" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l note -d 'What was done' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l pot -d 'Charge it to this pot of the contract [default: its first pot of time that is in the plan or was bought]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l free -d 'Charge it to none'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l discard -d 'Book nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from stop" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l seen -d 'The revision that you saw: refused (exit 4) where somebody changed the ticket since' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l at -d 'When the work ended, where that was earlier [default: now]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l note -d 'What was done' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l pot -d 'Charge it to this pot of the contract [default: its first pot of time that is in the plan or was bought]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l free -d 'Charge it to none'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from book" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l customer -d 'Whose: the customer\'s name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l month -d 'Which month, in the policy\'s zone [default: this one]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from sheet" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -l customer -d 'Whose: the customer\'s name or number' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from balance" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "start" -d 'Start your watch on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "stop" -d 'Stop your watch and book what it says'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "book" -d 'Book time on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "sheet" -d 'Write a customer\'s time sheet of a month'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "balance" -d 'Say what is left of a customer\'s prepaid time'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand time; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l once -d 'Tell what has fallen until now, and end'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l all -d 'For everybody whom alerts.toml names: what goes out by mail, commands or the desktop'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l json -d 'One line of JSON for each alert, with its ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand watch" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand who" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -f -a "list" -d 'List saved views'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -f -a "save" -d 'Save a filter under a name, in place of the view that has it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -f -a "remove" -d 'Remove a saved view'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and not __fish_seen_subcommand_from list save remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l key -d 'The key that shows it on the board, such as 7, F5 or "v x"' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l by -d 'How it lists tickets' -r -f -a "customer\t''
urgency\t''"
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from save" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -l store -d 'The desk\'s store [default: desk.tierdesk in your data folder]' -r -F
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -l as -d 'Who you are, for assignments and the history [default: your login name]' -r
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -l json -d 'Answer in JSON'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -l readonly -d 'Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from help" -f -a "list" -d 'List saved views'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from help" -f -a "save" -d 'Save a filter under a name, in place of the view that has it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a saved view'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand view; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "alert" -d 'List the alerts that you were told, answer them, and try the rules of who is told of what'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "allowance" -d 'Show a customer\'s allowance: this month ticket by ticket, and the months before'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "backup" -d 'Copy the store to a file, while others work'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "check" -d 'Check that the store is sound: every page, every row, every history'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "board" -d 'Open the board: the desk on screen, which is also what `tierdesk` alone does'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "completions" -d 'Write shell completions to standard output'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "debug-writer" -d 'Open tickets one after the other, for tests that kill the program'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "doctor" -d 'Say what this program, this machine and this store are'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "contact" -d 'Add and list the persons who may ask for a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "contract" -d 'Add, list and show contracts'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "customer" -d 'Add, list and show customers'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "demo" -d 'Look around on a desk that is alive, made up around this moment'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "due" -d 'Tell when a target is due, for one ticket or for a batch of questions'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "export" -d 'Write the whole desk to a file that `import` reads'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "handover" -d 'Hand the desk over to the next shift: see, give and take what a handover says'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "holidays" -d 'List public holidays of a country or state'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "horizon" -d 'Tell what falls due when: every running clock in time order, closed days, who comes on duty'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "import" -d 'Bring in customers and tickets from CSV or JSON lines'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "init" -d 'Make an empty store'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "keys" -d 'List the keys of the board, and check the file that changes them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "man" -d 'Write the manual page to standard output'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "policy" -d 'List, show and check policy packs'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "report" -d 'Tell what was met and missed, and how the desk was used, in a period'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "restore" -d 'Make the store from a backup'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "rota" -d 'Show who is on call, and check the file that says so'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "status" -d 'Say in one line what presses, for tmux and shell prompts; never writes'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "search" -d 'Find tickets, closed ones too, by any words that were written about them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "shift" -d 'Begin and end your shift, and list the shifts on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "theme" -d 'List, show and check themes'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "undo" -d 'Take back what you did last, or one of your actions'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "redo" -d 'Do again what you took back last'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "template" -d 'List, show and check templates of answers, and the languages in which target times are told'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "ticket" -d 'Open, list, show and work on tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "time" -d 'Book time on tickets, and read time sheets and balances'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "watch" -d 'Tell alerts in time without a screen, as a service or from cron'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "who" -d 'Say who has the desk open now, and what they look at'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "view" -d 'Save filters under a name and a key, list and remove them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and not __fish_seen_subcommand_from alert allowance backup check board completions debug-writer doctor contact contract customer demo due export handover holidays horizon import init keys man policy report restore rota status search shift theme undo redo template ticket time watch who view help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "list" -d 'List the alerts that you were told and nobody has acknowledged, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "ack" -d 'Acknowledge alerts: they never come again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "snooze" -d 'Have alerts come again later, if they still hold then'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "rules" -d 'Write the rules of a desk without alerts.toml to standard output, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "check" -d 'Check alerts.toml: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from alert" -f -a "test" -d 'Say for a ticket who is told of what, when, by which way and by which rule, and which rules tell nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contact" -f -a "add" -d 'Add a person of a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contact" -f -a "list" -d 'List the persons of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "add" -d 'Add a contract: a tier of one edition of a policy pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "list" -d 'List the contracts of a customer, or of all'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "change" -d 'Let another contract follow: another tier, edition, region or terms of its own'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "end" -d 'Let a contract end, or take its end back'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "term" -d 'Set the end of a contract\'s term'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "buy" -d 'Record a block of prepaid units'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "blocks" -d 'List the blocks that were bought'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from contract" -f -a "show" -d 'Show one contract with what it sets for itself'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from customer" -f -a "add" -d 'Add a customer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from customer" -f -a "change" -d 'Change a customer\'s name, zone, language or note'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from customer" -f -a "list" -d 'List the customers with their plans and allowances'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from customer" -f -a "show" -d 'Show one customer: its contracts, persons, allowance and open tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from handover" -f -a "show" -d 'Show what a handover would say now, or one that was given'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from handover" -f -a "give" -d 'Give the handover: it is kept as it stands now, for the next agent to take'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from handover" -f -a "take" -d 'Take a handover that was given: your name and the moment are put on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from handover" -f -a "list" -d 'List the handovers that were given, the newest first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "list" -d 'List every action with the keys that it is on, where they are heard, and the command that does the same'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "check" -d 'Check the file of keys: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "default" -d 'Write a file of keys to standard output in which everything is commented out, to start from'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "list" -d 'List the packs at hand: those shipped, and the desk\'s own (folder `packs` beside the store)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show a pack: its tables as a person reads them'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "explain" -d 'Explain a target: which row answered, which ones were passed over and why, where its time runs'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "check" -d 'Check files of packs: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "test" -d 'Ask a pack its own examples, and show where the time goes in a wrong one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "diff" -d 'Say what changes for an agent between two packs, or two editions of one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "apply" -d 'Take other texts of packs and holiday lists as the rules that hold: lists every due time that moves first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "new" -d 'Start a new pack: from answers, from a template, or from another pack'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "schema" -d 'Print the JSON schema of packs: an editor that knows TOML completes and checks with it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from report" -f -a "weekly" -d 'Make the week\'s report for every customer whose plan promises one'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from rota" -f -a "now" -d 'Show who is on call now, line by line, and who comes next'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from rota" -f -a "show" -d 'Show the duties of the coming days'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from rota" -f -a "check" -d 'Check a rota, and name every mistake with its place'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "begin" -d 'Begin your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "end" -d 'End your shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "list" -d 'List the shifts on record'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "now" -d 'Show whose shift it is now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from theme" -f -a "list" -d 'List the themes at hand: those shipped, and your own (folder `themes` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from theme" -f -a "show" -d 'Show a theme: every role in its colours'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from theme" -f -a "check" -d 'Check files of themes: every mistake with its place and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from template" -f -a "list" -d 'List the templates at hand: those shipped, and your own (folder `templates` in your settings folder)'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from template" -f -a "show" -d 'Show a template, as it is written or filled for a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from template" -f -a "check" -d 'Check files of templates and languages: every mistake with its line and what would be right'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from template" -f -a "places" -d 'List what a template can name in braces'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from template" -f -a "language" -d 'Print a shipped language\'s file, to copy from; without a name, list the languages at hand'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "open" -d 'Open a ticket; allowance and entitlement are decided on the way in'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "list" -d 'List tickets, most urgent first'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "next" -d 'Show the most urgent ticket that you can act on now'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "bulk" -d 'Do one thing to many tickets, in one go'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "merge" -d 'Merge a ticket into another, which lives on with the earliest receipt and reply'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "link" -d 'Link two tickets about the same thing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "unlink" -d 'Unlink two tickets'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "split" -d 'Make a part of a ticket one of its own, received when it was'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "tag" -d 'Put tags on a ticket and take tags off'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "watch" -d 'Watch a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "unwatch" -d 'Watch a ticket no longer'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "show" -d 'Show one ticket: clocks, allowance, messages and history'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "assign" -d 'Give a ticket to somebody, to yourself, or to nobody'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "route" -d 'Give what nobody has to who is on call, as the rota routes it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "reply" -d 'Answer the customer; the first reply stops the first-response clock'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "say" -d 'Say a ticket\'s target times as sentences for the customer, in its language and zone'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "receive" -d 'Write down what came in from the customer: a ticket that waits or is on hold goes on, a resolved one is reopened'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "hold" -d 'Put a ticket on hold until a moment'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "note" -d 'Write something down for colleagues'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "wait" -d 'Wait for the customer: the resolution clock stands still'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "resume" -d 'Go on with a ticket that waited or was on hold'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "resolve" -d 'Resolve a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "reopen" -d 'Open a resolved ticket again'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "adopt-contract" -d 'Hold a ticket to the contract that its customer has now, in place of the one that it came in under'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "allowance" -d 'Decide how a ticket counts against the allowance'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "assess" -d 'Assess severity, environment, kind, channel or version; targets are set anew, counted from receipt'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "escalate" -d 'Take a ticket up to another level; its check list is filled in or passed over on purpose'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "hand-back" -d 'Take a ticket back to a lower level'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "checklist" -d 'Show a ticket\'s check list, or fill in points of it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "judge" -d 'Decide about a flag of entitlement: work on it all the same, or not'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "mark" -d 'Put on record that a workaround or an estimate was given, that work has begun, or that the severity stands'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "hand-on" -d 'Write something about a ticket for the next shift'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "why" -d 'Why a ticket looks as it does: every clock, colour and flag with its rule and source'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from ticket" -f -a "what-if" -d 'The same ticket under another severity, tier, contract, environment or level; changes nothing'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from time" -f -a "start" -d 'Start your watch on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from time" -f -a "stop" -d 'Stop your watch and book what it says'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from time" -f -a "book" -d 'Book time on a ticket'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from time" -f -a "sheet" -d 'Write a customer\'s time sheet of a month'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from time" -f -a "balance" -d 'Say what is left of a customer\'s prepaid time'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from view" -f -a "list" -d 'List saved views'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from view" -f -a "save" -d 'Save a filter under a name, in place of the view that has it'
complete -c tierdesk -n "__fish_tierdesk_using_subcommand help; and __fish_seen_subcommand_from view" -f -a "remove" -d 'Remove a saved view'
