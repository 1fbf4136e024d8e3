# bash completion of skein, written from its table of commands.
_skein() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
    local verb=${COMP_WORDS[1]} names="list список ls l next дальше n peek глянуть show открыть покажи s log история export выгрузить экспорт take взять t assign назначить a status статус close закрыть закрой c question вопрос reopen переоткрыть вернуть tag метка тег reply ответ ответить r note заметка draft черновик черновики snooze отложить z unsnooze разбудить wake link связать unlink развязать stats сводка статистика rules правила view вид виды v template шаблон шаблоны tpl macro макрос макросы do выполнить undo отмена отменить u outbox исходящие o conflicts конфликты sync обмен синхр online онлайн сеть offline офлайн оффлайн workspace пространство ws source источник источники src doctor доктор диагноз help помощь справка version версия quit выход выйти exit q"
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        case $word in
            -*) COMPREPLY=($(compgen -W "--command --file --no-init --keep-going --echo --store --lang --color --version" -- "$word")) ;;
            *) COMPREPLY=($(compgen -W "$names" -- "$word")) ;;
        esac
        return
    fi
    case $word in
        -*)
            case $verb in
                list|список|ls|l) COMPREPLY=($(compgen -W "--limit --sort --count --ids --exit-status --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                next|дальше|n) COMPREPLY=($(compgen -W "--take --exit-status --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                peek|глянуть) COMPREPLY=($(compgen -W "--last --all --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                show|открыть|покажи|s) COMPREPLY=($(compgen -W "--last --all --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                log|история) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                export|выгрузить|экспорт) COMPREPLY=($(compgen -W "--format --output --redact --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                take|взять|t) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                assign|назначить|a) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                status|статус) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                close|закрыть|закрой|c) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                question|вопрос|q\?) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                reopen|переоткрыть|вернуть) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                tag|метка|тег) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                reply|ответ|ответить|r) COMPREPLY=($(compgen -W "--close --status --file --with --take --allow --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                note|заметка) COMPREPLY=($(compgen -W "--file --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                draft|черновик|черновики) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                snooze|отложить|z) COMPREPLY=($(compgen -W "--until --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                unsnooze|разбудить|wake) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                link|связать) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                unlink|развязать) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                stats|сводка|статистика) COMPREPLY=($(compgen -W "--by --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                rules|правила) COMPREPLY=($(compgen -W "--for --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                view|вид|виды|v) COMPREPLY=($(compgen -W "--shared --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                template|шаблон|шаблоны|tpl) COMPREPLY=($(compgen -W "--shared --file --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                macro|макрос|макросы) COMPREPLY=($(compgen -W "--shared --file --dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                do|выполнить) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                undo|отмена|отменить|u) COMPREPLY=($(compgen -W "--dry-run --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                outbox|исходящие|o) COMPREPLY=($(compgen -W "--all --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                conflicts|конфликты) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                sync|обмен|синхр) COMPREPLY=($(compgen -W "--once --wait --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                online|онлайн|сеть) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                offline|офлайн|оффлайн) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                workspace|пространство|ws) COMPREPLY=($(compgen -W "--relay --as --name --role --out --invite-file --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                source|источник|источники|src) COMPREPLY=($(compgen -W "--url --token-file --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                doctor|доктор|диагноз) COMPREPLY=($(compgen -W "--rebuild --json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                help|помощь|справка|\?) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                version|версия) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
                quit|выход|выйти|exit|q) COMPREPLY=($(compgen -W "--json --jsonl --csv --tsv --plain --template --no-pager --yes --help" -- "$word")) ;;
            esac ;;
    esac
    [ ${#COMPREPLY[@]} -gt 0 ] && return
    local found
    while IFS=$'\t' read -r found _; do
        COMPREPLY+=("$found")
    done < <(skein complete "${line#*skein }" 2>/dev/null)
    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _skein skein
