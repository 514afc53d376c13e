git init --quiet --template= --object-format="$OORE_GIT_FORMAT" || exit
printf %s "$OORE_GIT_ORIGIN" >> .git/config || exit
git fetch --no-tags --no-write-fetch-head ${OORE_GIT_DEPTH:+"$OORE_GIT_DEPTH"} \
    -- origin "$OORE_GIT_COMMIT" || exit 4
unset OORE_GIT_ORIGIN
exec git checkout --detach "$OORE_GIT_COMMIT"
