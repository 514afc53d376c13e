//! What a path names, loaded for those who may see it.
//!
//! It is called `Path` like the framework's own because the framework counts the parameters of a
//! path by the types of that name.

use std::future::Future;
use std::marker::PhantomData;

use poem::{Request, RequestBody, Result};
use poem_openapi::error::ParsePathError;
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseFromParameter, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use sea_orm::DbErr;

use super::principal::{Caller, authenticate};
use super::{Requires, services};
use crate::api::error::ApiError;
use crate::domain::access::Denied;
use crate::ids::RepositoryId;
use crate::store::Reader;

/// Something that a path names by its id, and that belongs to a repository.
pub trait Resource: Send + Sync + Sized + 'static {
    /// Its id.
    type Id: ParseFromParameter<RawValueType = Self::Id> + Type + Clone + ToString + Send + Sync;

    /// What it is called in answers: `build`.
    const KIND: &'static str;

    /// Whether it belongs to the instance: who may not see such things at all is told so before one
    /// is looked for.
    const OF_INSTANCE: bool = false;

    /// The thing, and its repository; the latter is none for what belongs to none.
    fn load(db: &Reader, id: &Self::Id)
    -> impl Future<Output = Result<Loaded<Self>, DbErr>> + Send;
}

/// A thing, if it is there, and the repository that it belongs to, if it belongs to one.
pub type Loaded<T> = Option<(T, Option<RepositoryId>)>;

/// The thing that the path names, and proof that the caller has the right `S` in its repository.
/// Only this module makes one.
#[derive(Debug)]
pub struct Path<T: Resource, S> {
    /// The thing.
    pub row: T,
    caller: Caller,
    id: T::Id,
    right: PhantomData<S>,
}

impl<T: Resource, S> Path<T, S> {
    /// Who calls.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl<'a, T: Resource, S: Requires> ApiExtractor<'a> for Path<T, S> {
    const TYPES: &'static [ApiExtractorType] =
        &[ApiExtractorType::SecurityScheme, ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = true;

    type ParamType = T::Id;
    type ParamRawType = T::Id;

    fn register(registry: &mut Registry) {
        super::register(registry);
        T::Id::register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![S::REQUIREMENT]
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Path)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(T::Id::schema_ref())
    }

    fn param_raw_type(&self) -> Option<&Self::ParamRawType> {
        Some(&self.id)
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        options: ExtractParamOptions<T::Id>,
    ) -> Result<Self> {
        let caller = authenticate(request).await?;
        caller.principal.access.check_scope(S::RIGHT.scope).map_err(ApiError::from)?;
        let given = request.raw_path_param(options.name);
        let id = T::Id::parse_from_parameters(given)
            .map_err(|error| ParsePathError { name: options.name, reason: error.into_message() })?;
        let row = load::<T, S>(request, &caller, &id).await?;
        Ok(Self { row, caller, id, right: PhantomData })
    }
}

async fn load<T: Resource, S: Requires>(
    request: &Request,
    caller: &Caller,
    id: &T::Id,
) -> Result<T, ApiError> {
    let missing = || ApiError::not_found(T::KIND, id);
    if T::OF_INSTANCE {
        match caller.principal.access.check_in(S::RIGHT, None) {
            Err(Denied::Hidden) => return Err(missing()),
            checked => checked?,
        }
    }
    let (row, repository) = T::load(&services(request)?.reader, id).await?.ok_or_else(missing)?;
    match caller.principal.access.check_in(S::RIGHT, repository) {
        Ok(()) => Ok(row),
        Err(Denied::Hidden) => Err(missing()),
        Err(denied) => Err(denied.into()),
    }
}
